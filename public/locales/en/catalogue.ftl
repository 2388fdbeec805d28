# The catalogue and the page of one title. Every key, by section:
#
# search     catalogue-title catalogue-search-label catalogue-search-placeholder catalogue-search-action
#            catalogue-search-clear
# results    catalogue-results catalogue-results-for catalogue-none catalogue-none-for catalogue-none-advice
#            catalogue-none-action catalogue-loading catalogue-more catalogue-more-loading catalogue-end
#            catalogue-shown catalogue-tag-readable catalogue-tag-unreadable
# facets     catalogue-filters catalogue-filters-count catalogue-filters-show catalogue-filters-clear
#            catalogue-filter-remove facet-language facet-subject facet-format facet-option-count facet-all facet-fewer
# sort       catalogue-sort sort-relevance sort-newest sort-title sort-author
# title      title-back title-by title-read title-continue title-read-again title-open-page title-add title-remove
#            title-added title-removed title-not-readable title-not-readable-format title-not-readable-encrypted
#            title-not-readable-login title-not-readable-sold title-elsewhere title-about title-no-about title-progress
#            title-free-note title-same-author title-same-shelf title-problems title-share title-shared
# access     access-title access-unknown access-read-aloud access-read-aloud-note access-adapt access-adapt-note
#            access-images access-images-note access-pages access-pages-note access-contents access-contents-note
#            access-audio access-audio-note access-math access-math-note access-fixed access-fixed-note
#            access-images-missing access-images-missing-note access-flashing access-flashing-note access-source
# details    details-title details-author details-translator details-editor details-illustrator details-narrator
#            details-publisher details-published details-language details-subjects details-series
#            details-series-position details-size details-format details-pages details-pages-count
#            details-identifier details-rights
# languages  language-zh language-lzh language-yue language-en language-ja language-ko language-fr language-de
#            language-es language-it language-pt language-ru language-ar language-he language-fa language-hi
#            language-bn language-ta language-th language-vi language-id language-ms language-mn language-bo
#            language-ug language-ur language-tr language-el language-la language-nl language-sv language-fi
#            language-pl language-uk language-sw language-mul language-und
# formats    format-epub format-audiobook format-pdf format-comic format-daisy format-webpub format-other
# subjects   subject-fiction subject-literature subject-poetry subject-drama subject-essays subject-biography
#            subject-history subject-geography subject-travel subject-philosophy subject-religion
#            subject-psychology subject-society subject-law subject-politics subject-economics subject-education
#            subject-language subject-art subject-music subject-photography subject-architecture subject-craft
#            subject-food subject-science subject-mathematics subject-physics subject-nature subject-health
#            subject-technology subject-computing subject-agriculture subject-sport subject-children
#            subject-folklore subject-libraries subject-reference subject-general

## search
catalogue-title = Catalogue
catalogue-search-label = Search the library
catalogue-search-placeholder = Title, author or subject
catalogue-search-action = Search
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
catalogue-none-advice = Try fewer words, the author's name alone, or take off a filter.
catalogue-none-action = See everything
catalogue-loading = Looking along the shelves
catalogue-more = Show more
catalogue-more-loading = Fetching more
catalogue-end = That's all of them.
catalogue-shown = { $shown } of { $total } shown
catalogue-tag-readable = Read now
catalogue-tag-unreadable = Can't be opened yet

## facets
catalogue-filters = Filter
catalogue-filters-count = Filter ({ $count })
catalogue-filters-show = { $count ->
    [one] Show { $count } title
   *[other] Show { $count } titles
}
catalogue-filters-clear = Clear all filters
catalogue-filter-remove = Take off the filter { $name }
facet-language = Language
facet-subject = Subject
facet-format = Format
facet-option-count = { $count ->
    [one] { $count } title
   *[other] { $count } titles
}
facet-all = Show all
facet-fewer = Show fewer

## sort
catalogue-sort = Order
sort-relevance = Best match
sort-newest = Newest here
sort-title = Title
sort-author = Author

## title
title-back = Back to the catalogue
title-by = by { $author }
title-read = Read
title-continue = Read on
title-read-again = Read again
title-open-page = About { $title }
title-add = Keep for later
title-remove = Take off the shelf
title-added = “{ $title }” is on your shelf.
title-removed = “{ $title }” is off your shelf.
title-not-readable = This one can't be read here yet.
title-not-readable-format = It's in a format ({ $format }) that we can't open yet.
title-not-readable-encrypted = It's locked by its publisher, and we have no key for it.
title-not-readable-login = The library lends it to card holders only, and cards aren't connected yet.
title-not-readable-sold = It's for sale, not for loan.
title-elsewhere = Find another book
title-about = About this book
title-no-about = The library has no description of this one.
title-progress = You've read { $percent }
title-free-note = Free to read, for as long as you like. No account needed.
title-same-author = More by { $author }
title-same-shelf = On the same shelf
title-problems = What isn't quite right with this copy
title-share = Share
title-shared = Link copied

## access
access-title = How you can read it
access-unknown = The publisher hasn't said how this book can be read. Try it: most can be enlarged and read aloud.
access-read-aloud = The whole book can be read aloud
access-read-aloud-note = By any screen reader, in reading order
access-adapt = Letters, lines and margins are yours to change
access-adapt-note = Text wraps to fit, with nothing to drag sideways
access-images = Pictures are described in words
access-images-note = Diagrams have longer descriptions where they need them
access-pages = Page numbers match the printed book
access-pages-note = So “turn to page 58” works in class
access-contents = You can move by chapter
access-contents-note = The table of contents leads to every part
access-audio = It has a recorded voice
access-audio-note = Words light up as they are spoken
access-math = Formulas can be read step by step
access-math-note = They are text, not pictures
access-fixed = Pages are laid out like print
access-fixed-note = You can zoom, but text won't wrap to fit
access-images-missing = Some pictures have no description
access-images-missing-note = A screen reader will pass over them
access-flashing = It contains flashing pictures
access-flashing-note = Take care if they affect you
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
details-rights = Rights

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
format-daisy = Talking book
format-webpub = Web book
format-other = Other

## subjects
subject-fiction = Fiction
subject-literature = Literature
subject-poetry = Poetry
subject-drama = Plays
subject-essays = Essays
subject-biography = Lives
subject-history = History
subject-geography = Geography
subject-travel = Travel
subject-philosophy = Philosophy
subject-religion = Religion
subject-psychology = Psychology
subject-society = Society
subject-law = Law
subject-politics = Politics
subject-economics = Economics
subject-education = Education
subject-language = Language
subject-art = Art
subject-music = Music
subject-photography = Photography
subject-architecture = Architecture
subject-craft = Crafts
subject-food = Food
subject-science = Science
subject-mathematics = Mathematics
subject-physics = Physics
subject-nature = Nature
subject-health = Health
subject-technology = Technology
subject-computing = Computing
subject-agriculture = Farming
subject-sport = Sport
subject-children = Children's books
subject-folklore = Folk tales
subject-libraries = Libraries
subject-reference = Reference
subject-general = Everything else
