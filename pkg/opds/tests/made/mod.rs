//! Feeds of our own making, in the manner of servers that are out there.

#![allow(dead_code, reason = "each test uses some of them")]

/// As calibre-server writes: no xml:base, relative links, a template in the search link, dates of the year 101.
pub const CALIBRE: &str = r#"<?xml version='1.0' encoding='utf-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/terms/" xmlns:opds="http://opds-spec.org/2010/catalog">
  <title>tea library</title><subtitle>Books in your library</subtitle><id>calibre-all:title</id>
  <updated>2025-03-01T10:00:00+00:00</updated>
  <author><name>calibre</name></author>
  <link rel="search" title="Search" type="application/atom+xml" href="/opds/search/{searchTerms}"/>
  <link rel="start" type="application/atom+xml;profile=opds-catalog" href="/opds"/>
  <link rel="next" title="Next" type="application/atom+xml" href="/opds/nav?offset=30"/>
  <link rel="prev" title="Previous" type="application/atom+xml" href="/opds/nav?offset=0"/>
  <entry>
    <title>The Classic of Tea</title><author><name>Lu Yu &amp; others</name></author>
    <id>urn:uuid:0001</id><updated>2025-02-01T10:00:00+00:00</updated><published>0101-01-01T00:00:00+00:00</published>
    <dc:language>zh</dc:language><dc:date>101-01-01T00:00:00+00:00</dc:date><dc:publisher>Tang</dc:publisher>
    <category scheme="http://www.bisg.org/standards/bisac_subject/index.html" term="CKB000000" label="Tea"/><category term="Classics"/>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">TAGS: Tea<br/>SERIES: Drinks [2]<br/><p>On tea &amp; <i>water</i>.</p></div></content>
    <link rel="http://opds-spec.org/acquisition" type="application/epub+zip" href="/get/epub/1/lib" length="12345"/>
    <link rel="http://opds-spec.org/acquisition" type="application/pdf" href="/get/pdf/1/lib"/>
    <link rel="http://opds-spec.org/cover" type="image/jpeg" href="/get/cover/1/lib"/>
    <link rel="http://opds-spec.org/thumbnail" type="image/jpeg" href="/get/thumb/1/lib"/>
    <link rel="http://opds-spec.org/image" type="image/jpeg" href="/get/cover/1/lib"/>
  </entry>
</feed>"#;

/// As Calibre-Web and COPS write a start page: entries with no type, with one, with counts; HTML entities nobody declared.
pub const NAVIGATION: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">
  <icon>/favicon.ico</icon><id>urn:uuid:2853dacf</id><updated>2025-01-01T00:00:00+00:00</updated>
  <link rel="self" href="/opds?" type="application/atom+xml;profile=opds-catalog;type=feed;kind=navigation"/>
  <link rel="search" href="/opds/osd" type="application/opensearchdescription+xml"/>
  <title>Caf&eacute;&nbsp;Library</title>
  <entry><title>Hot Books</title><link href="/opds/hot" type="application/atom+xml;profile=opds-catalog"/><id>/opds/hot</id>
    <content type="text">What everybody reads</content></entry>
  <entry><title>Authors</title><link rel="subsection" href="/opds/author" type="application/atom+xml;profile=opds-catalog;kind=navigation" thr:count="42"/><id>a</id></entry>
  <entry><title>Untyped</title><link href="opds/untyped"/></entry>
  <entry><title>Nowhere</title></entry>
  <entry><link rel="self" href="/opds/entry" type="application/atom+xml;type=entry;profile=opds-catalog"/></entry>
  <entry></entry>
</feed>"#;

/// As Palace writes: groups, facets, loans with everything that can be said of them, and a broken entry.
pub const PALACE: &str = r#"<feed xmlns:app="http://www.w3.org/2007/app" xmlns:opds="http://opds-spec.org/2010/catalog" xmlns:bib="http://bib.schema.org/" xmlns:schema="http://schema.org/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:base="https://lib.example/cm/">
  <id>feed</id><title>All Books</title><updated>2025-01-01T00:00:00Z</updated>
  <opensearch:totalResults>2000</opensearch:totalResults><opensearch:itemsPerPage>50</opensearch:itemsPerPage><opensearch:startIndex>101</opensearch:startIndex>
  <link href="groups?order=author" rel="http://opds-spec.org/facet" title="Author" opds:facetGroup="Sort by" opds:activeFacet="true"/>
  <link href="groups?order=title" rel="http://opds-spec.org/facet" title="Title" opds:facetGroup="Sort by" thr:count="7"/>
  <link href="groups?available=now" rel="http://opds-spec.org/facet" title="Now" opds:facetGroup="Availability"/>
  <link href="loans/" rel="http://opds-spec.org/shelf" type="application/atom+xml;profile=opds-catalog;kind=acquisition"/>
  <link href="patrons/me/" rel="profile" type="application/vnd.librarysimplified.user-profile+json"/>
  <link href="auth" rel="http://opds-spec.org/auth/document"/>
  <entry schema:additionalType="http://schema.org/EBook">
    <id>urn:isbn:9780000000001</id><title>Borrowed</title><author><name>A. Author</name><uri>urn:a</uri></author>
    <contributor opf:role="http://id.loc.gov/vocabulary/relators/nrt"><name>N. Arrator</name></contributor>
    <schema:Series schema:name="Tides" schema:position="3"/>
    <dcterms:issued>2019-05-01</dcterms:issued><dcterms:extent>321 pages</dcterms:extent><dcterms:identifier>urn:uuid:other</dcterms:identifier>
    <summary type="html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;</summary>
    <link rel="collection" href="lane/1" type="application/atom+xml;profile=opds-catalog" title="Fiction"/>
    <link rel="http://opds-spec.org/acquisition/borrow" href="borrow/1" type="application/atom+xml;type=entry;profile=opds-catalog">
      <opds:indirectAcquisition type="application/vnd.adobe.adept+xml"><opds:indirectAcquisition type="application/epub+zip"/></opds:indirectAcquisition>
      <opds:indirectAcquisition type="application/vnd.readium.lcp.license.v1.0+json"><opds:indirectAcquisition type="application/epub+zip"/></opds:indirectAcquisition>
      <opds:availability status="unavailable" since="2024-01-01T00:00:00Z" until="2030-01-01T00:00:00Z"/><opds:holds total="12" position="3"/><opds:copies total="5" available="0"/>
    </link>
    <link rel="http://librarysimplified.org/terms/rel/revoke" href="revoke/1"/>
    <link rel="http://opds-spec.org/image/thumbnail" href="data:image/png;base64,AAAA" type="image/png"/>
    <link rel="related" href="javascript:alert(1)"/>
  </entry>
  <entry><id>urn:2</id><title>Bought
    <link rel="http://opds-spec.org/acquisition/buy" href="https://shop.example/2" type="text/html"><opds:price currencycode="USD">7.99</opds:price><opds:price currencycode="EUR">6.5</opds:price></link>
  </entry>
  <entry xml:base="sub/"><id>urn:3</id><title type="text">Two &lt;b&gt;bold&lt;/b&gt;</title><opds:availability status="available"/>
    <link rel="collection" href="/cm/lane/1" type="application/atom+xml;profile=opds-catalog" title="Fiction"/>
    <link rel="https://opds-spec.org/acquisition/open-access" href="3.epub" type="application/epub+zip"/></entry>
</feed>"#;

/// OPDS 2.0 with every leaf in another form, and some that are nothing.
pub const JSON: &str = r#"{
  "metadata": {"title": {"en": "Tea", "zh": "茶"}, "numberOfItems": 2, "identifier": "urn:feed"},
  "links": [{"rel": ["self"], "href": "/opds2"}, {"rel": "search", "href": "find{?query,author}", "templated": true, "type": "application/opds+json"}, {"rel": "next", "href": "?page=2"}, {"rel": "bad", "href": "javascript:x"}, {"href": ""}, 7],
  "navigation": {"title": "New", "href": "new", "rel": "http://opds-spec.org/sort/new"},
  "facets": [{"metadata": {"title": "Language"}, "links": [{"href": "?l=en", "title": "English", "properties": {"numberOfItems": 3}}]}, {"metadata": {"title": "Nothing"}}],
  "groups": [{"metadata": {"title": "Group"}, "publications": [{"metadata": {"title": "G"}, "links": [{"href": "g", "rel": "http://opds-spec.org/acquisition"}]}]}],
  "publications": [
    {"metadata": {"title": ["茶经", "Tea"], "author": "陆羽", "published": "0101-01-01", "description": "<p>A <b>book</b></p>", "language": "zh"},
     "links": {"href": "b/1", "rel": ["http://opds-spec.org/acquisition/borrow"], "type": "application/opds-publication+json", "properties": {"availability": {"state": "available", "holds": {"total": 0}}, "authenticate": "/auth"}},
     "images": [{"href": "c.jpg", "type": "image/jpeg"}]},
    {"metadata": {"title": ""}, "links": []}, 7, null,
    {"metadata": {"title": {"en": "P"}, "author": [{"name": {"en": "X"}}, "Y"]}, "links": [{"href": "/p", "rel": "open-access", "type": "application/epub+zip"}, {"href": "/p/progression", "rel": "http://opds-spec.org/progression", "type": "application/opds-progression+json"}]}
  ]
}"#;

/// A start page without mistakes.
pub const WAYS: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:ways</id><title>Ways</title><updated>2025-01-01T00:00:00Z</updated>
  <link rel="self" href="/opds" type="application/atom+xml;profile=opds-catalog;kind=navigation"/>
  <entry><title>New</title><id>urn:new</id><link rel="http://opds-spec.org/sort/new" href="/opds/new" type="application/atom+xml;profile=opds-catalog;kind=acquisition"/></entry>
  <entry><title>Authors</title><id>urn:authors</id><link rel="subsection" href="/opds/authors" type="application/atom+xml;profile=opds-catalog;kind=navigation"/><content type="text">By name</content></entry>
</feed>"#;
