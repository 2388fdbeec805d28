# The catalogue and the page of one title. Sections follow the rooms of the app.

## search
catalogue-title = Catalogue
catalogue-search-label = Search the library
catalogue-search-placeholder = Title, author or subject
catalogue-search-clear = Clear the search

## results
catalogue-results = { $count ->
    [0] Nothing found
    [one] { $count } title
   *[other] { $count } titles
}
catalogue-results-for = { $count ->
    [0] Nothing found for “{ $query }”
    [one] { $count } title for “{ $query }”
   *[other] { $count } titles for “{ $query }”
}
catalogue-none = Nothing on the shelves matches that.
catalogue-none-for = Nothing on the shelves matches “{ $query }”.
catalogue-none-advice = Try fewer words, the author’s name alone, or take off a filter.
catalogue-none-action = See everything
catalogue-loading = Looking along the shelves
catalogue-more = Show more
catalogue-more-loading = Fetching more
catalogue-end = That’s all of them.
catalogue-shown = { $shown } of { $total } shown
catalogue-tag-readable = Read now
catalogue-tag-unreadable = Can’t be opened yet

## facets
catalogue-filters = Filter
catalogue-filters-count = Filter ({ $count })
catalogue-filters-show = { $count ->
    [one] Show { $count } title
   *[other] Show { $count } titles
}
catalogue-filter-remove = Take off the filter { $name }
facet-language = Language
facet-subject = Subject
facet-format = Format
facet-all = Show all
facet-fewer = Show fewer

## sort
catalogue-sort = Order

## title
title-back = Back to the catalogue
title-read = Read
title-continue = Read on
title-read-again = Read again
title-add = Keep for later
title-remove = Take off the shelf
title-added = “{ $title }” is on your shelf.
title-removed = “{ $title }” is off your shelf.
title-not-readable = This one can’t be read here yet.
title-not-readable-format = It’s in a format ({ $format }) that we can’t open yet.
title-not-readable-login = The library lends it to card holders only, and cards aren’t connected yet.
title-not-readable-sold = It’s for sale, not for loan.
title-elsewhere = Find another book
title-progress = You’ve read { $percent }
title-free-note = Free to read, for as long as you like. No account needed.

## access
access-title = How you can read it
access-unknown = The publisher hasn’t said how this book can be read. Try it: most can be enlarged and read aloud.
access-read-aloud = The whole book can be read aloud
access-adapt = Letters, lines and margins are yours to change
access-images = Pictures are described in words
access-pages = Page numbers match the printed book
access-contents = You can move by chapter
access-audio = It has a recorded voice
access-math = Formulas can be read step by step
access-fixed = Pages are laid out like print
access-images-missing = Some pictures have no description
access-flashing = It contains flashing pictures
access-source = As declared by the publisher. If you find otherwise, tell your library.

## details
details-title = Details
details-author = Author
details-translator = Translator
details-editor = Editor
details-illustrator = Illustrator
details-narrator = Read by
details-publisher = Publisher
details-published = Published
details-language = Language
details-subjects = Subjects
details-series = Series
details-series-position = { $series }, book { $position }
details-size = Size
details-format = Format
details-pages = Length
details-pages-count = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
details-identifier = Identifier

## languages
language-zh = Chinese
language-lzh = Classical Chinese
language-yue = Cantonese
language-en = English
language-ja = Japanese
language-ko = Korean
language-fr = French
language-de = German
language-es = Spanish
language-it = Italian
language-pt = Portuguese
language-ru = Russian
language-ar = Arabic
language-he = Hebrew
language-fa = Persian
language-hi = Hindi
language-bn = Bengali
language-ta = Tamil
language-th = Thai
language-vi = Vietnamese
language-id = Indonesian
language-ms = Malay
language-mn = Mongolian
language-bo = Tibetan
language-ug = Uyghur
language-ur = Urdu
language-tr = Turkish
language-el = Greek
language-la = Latin
language-nl = Dutch
language-sv = Swedish
language-fi = Finnish
language-pl = Polish
language-uk = Ukrainian
language-sw = Swahili
language-mul = Several languages
language-und = Language not given

## formats
format-epub = E-book
format-audiobook = Audiobook
format-pdf = PDF
format-comic = Comic
format-webpub = Web book
format-other = Other

## subjects
