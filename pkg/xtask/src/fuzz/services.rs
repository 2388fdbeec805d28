//! Beginnings for what reads the answers of services: catalogues, sign-in, accounts, licences. All of our own making.

const SEEDS: [(&str, &str); 19] = [
    (
        "opds",
        r#"{"metadata":{"title":{"en":"a","zh":"茶"},"numberOfItems":2},"links":[{"rel":"self","href":"/"},{"rel":"search","href":"s{?query}","templated":true,"type":"application/opds+json"}],"navigation":[{"title":"b","href":"b"}],"facets":[{"metadata":{"title":"c"},"links":[{"href":"d","properties":{"numberOfItems":1}}]}],"groups":[{"metadata":{"title":"e"},"publications":[]}],"publications":[{"metadata":{"title":"f","author":"g","published":"0101-01-01"},"links":[{"href":"h","rel":"http://opds-spec.org/acquisition/borrow","properties":{"availability":{"state":"unavailable","until":"2030-01-01","holds":{"total":3}},"indirectAcquisition":[{"type":"i","child":[{"type":"j"}]}],"price":{"value":7.99,"currency":"USD"}}}],"images":[{"href":"k"}]}]}"#,
    ),
    (
        "opds",
        "{\"publications\":[{\"metadata\":{\"title\":\"a\nb\"},\"links\":{\"href\":\"c\",\"rel\":[\"borrow\"]}},{\"metadata\":NaN},7]}",
    ),
    ("opds", r#"{"metadata":{"title":"a"},"links":[{"href":"b","rel":"open-access"}],"publicati"#),
    (
        "opds",
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opds="http://opds-spec.org/2010/catalog" xmlns:thr="t" xml:base="https://x.y/"><title>a</title><totalResults>3</totalResults><link rel="http://opds-spec.org/facet" href="b" opds:facetGroup="c" opds:activeFacet="true" thr:count="4"/><link rel="search" href="/s/{searchTerms}" type="application/atom+xml"/><entry><title type="html">d &amp;lt;i&gt;</title><author><name>e</name></author><link rel="collection" href="f" title="g" type="application/atom+xml"/><link rel="http://opds-spec.org/acquisition/buy" href="h" type="i"><opds:price currencycode="USD">1.5</opds:price><opds:indirectAcquisition type="j"><opds:indirectAcquisition type="k"/></opds:indirectAcquisition><opds:availability status="ready"/><opds:holds total="1"/></link></entry></feed>"#,
    ),
    (
        "opds",
        "<feed><entry><title>a<link rel='subsection' href='b' type='application/atom+xml'/><entry><link href='javascript:c'/>&nbsp;",
    ),
    (
        "opensearch",
        "<OpenSearchDescription><ShortName>a</ShortName><Url type='application/atom+xml' template='b?q={searchTerms}&amp;p={startPage?}' pageOffset='0'/></OpenSearchDescription>",
    ),
    ("opensearch", "/a{?query,title,author}{&page}{/b:3}{+c}{#d}{;e*}{.f}"),
    (
        "authentication",
        r#"{"id":"a","title":"b","links":{"logo":"c","help":[{"href":"d"}]},"authentication":[{"type":"http://opds-spec.org/auth/basic","labels":{"login":"e"},"inputs":{"password":{"keyboard":"No input"}}},{"type":"http://opds-spec.org/auth/oauth/password","authenticate":{"href":"f"}}]}"#,
    ),
    (
        "authentication",
        r#"{"type":["http://opds-spec.org/auth/oauth/authorization_code"],"providers":[{"methods":{"g":{}}}]}"#,
    ),
    (
        "authentication",
        r#"Bearer realm="a", Basic realm="b, c", <d>; rel="http://opds-spec.org/auth/document""#,
    ),
    (
        "authentication",
        r#"{"modified":"2026-01-28T00:24:00Z","device":{"id":"a","name":"b"},"progression":0.5,"references":["c#d"],"locator":{"locations":{"totalProgression":0.5}}}"#,
    ),
    (
        "authentication",
        r#"{"access_token":"a","token_type":"bearer","expires_in":"3600","refreshToken":"b"}"#,
    ),
    (
        "folio",
        "\0{\"id\":\"i\",\"totalLoans\":1,\"totalCharges\":{\"amount\":50.1,\"isoCurrencyCode\":\"USD\"},\"loans\":[{\"id\":\"a\",\"item\":{\"instanceId\":\"b\"},\"loanDate\":[2018,6,1,11],\"dueDate\":1893456000000,\"overdue\":true}],\"holds\":[{\"requestId\":\"c\",\"status\":\"Open - In transit\",\"pickUpLocationId\":\"d\",\"queuePosition\":\"2\"}],\"charges\":[{\"chargeAmount\":{\"amount\":0.29,\"isoCurrencyCode\":\"EUR\"}}]}",
    ),
    ("folio", "\x04{\"allowedServicePoints\":[{\"id\":\"a\",\"name\":\"b\"}]}"),
    (
        "folio",
        "\u{3f}{\"errors\":[{\"message\":\"loan at maximum renewal number\",\"code\":\"a\"}],\"errorMessage\":\"{\\\"message\\\":\\\"b\\\"}\"}",
    ),
    (
        "following",
        r#"{"orderedItems":[{"type":"Create","https://yueli.dev/ns#etag":"e","object":{"id":"/opds/publications/p/annotations/n","canonical":"urn:uuid:n","type":"Annotation","target":"t","body":{"value":"v"}}},{"type":"Delete","object":{"id":"/opds/publications/p/annotations/m"}},{"type":"Update","object":{"id":"/opds/publications/p/progression","https://yueli.dev/ns#progression":{"modified":"2026-01-28","progression":0.5}}}],"https://yueli.dev/ns#after":"e-1","https://yueli.dev/ns#latest":"e-4"}"#,
    ),
    (
        "following",
        r#"{"known":{"n":["p","e",{"id":"urn:uuid:n"}]},"under_way":{"publication":"p","name":"n","what":"replace","etag":"e","document":{"id":"urn:uuid:n"}},"refused":{"m":{"id":"urn:uuid:m"}}}"#,
    ),
    (
        "lcp",
        r#"{"id":"a","encryption":{"profile":"http://readium.org/lcp/basic-profile","content_key":{"encrypted_value":"AAAA"},"user_key":{"key_check":"AAAA","text_hint":"b"}},"links":[{"rel":"hint","href":"c"}],"rights":{"end":"2026-02-01"},"user":{"name":"d","encrypted":["email"]}}"#,
    ),
    (
        "lcp",
        r#"{"id":"a","status":"active","updated":{"license":"2026-01-02T00:00:00Z"},"links":[{"rel":"renew","href":"b{?end,id,name}","templated":true},{"rel":"return","href":"c","type":"text/html"}],"events":[{"type":"register"}]}"#,
    ),
];

/// Each target with what it may begin with.
pub fn seeds() -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    SEEDS.iter().map(|(target, text)| (*target, text.as_bytes().to_vec()))
}
