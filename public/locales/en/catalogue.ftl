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
title-notes = Your notes on this book
title-elsewhere = Find another book
title-progress = You’ve read { $percent }
title-free-note = Free to read, for as long as you like. No account needed.

## access
access-title = How you can read it
access-unknown = The publisher hasn’t said how this book can be read. Try it: most can be enlarged and read aloud.
access-ways = Ways of reading
access-adapt = Letters, lines and margins are yours to change
access-adapt-unknown = Whether its look can be changed isn’t said
access-fixed = Pages are laid out like print, and stay so
access-read-aloud = All of it can be read aloud or in braille
access-read-aloud-partly = Not all of it can be read aloud or in braille
access-read-aloud-not = It can’t be read aloud or in braille
access-read-aloud-unknown = Whether it can be read aloud or in braille isn’t said
access-images = Pictures are described in words
access-audio = A recorded voice reads along with the text
access-audio-only = It’s a recording, without text
access-audio-clips = Some of it is recorded sound
access-conformance = Standards
access-conforms-aaa = Goes beyond the accepted standard for accessible books
access-conforms-aa = Meets the accepted standard for accessible books
access-conforms-a = Meets the least that accessible books have to
access-conforms-other = Meets a standard that we don’t know
access-conforms-unknown = Whether it meets a standard isn’t said
access-certified = Checked by { $name }
access-navigation = Finding your way
access-contents = A table of contents to move by
access-index = An index that leads to its places
access-headings = Headings to move by
access-pages = Page numbers match the printed book
access-rich = Formulas, pictures and films
access-math = Formulas can be read step by step
access-latex = Formulas are written as LaTeX
access-math-described = Formulas are described in words
access-chemistry = Chemical formulas can be read step by step
access-chemistry-latex = Chemical formulas are written as LaTeX
access-long-descriptions = Pictures that say much are described at length
access-captions = Films have captions that can be switched on
access-captions-open = Films have captions that are always there
access-transcript = What is said in recordings is written down
access-hazards = What may harm
access-no-hazards = Nothing that flashes, sways or startles
access-flashing = It has flashing pictures, which can cause seizures
access-motion = Things move in a way that can make you dizzy
access-sound = It has sudden sounds
access-no-flashing = No flashing pictures
access-no-motion = Nothing sways
access-no-sound = No sudden sounds
access-hazards-unknown = Whether anything flashes, sways or startles isn’t said
access-legal = What the law lets pass
access-exempt = The publisher claims an exemption from a law on accessibility
access-more = And also
access-audio-described = Films have a spoken description
access-braille = It has braille
access-tactile = It has pictures or things to touch
access-sign-language = It has sign language
access-aria = Marked up so that screen readers know its parts
access-clear-sound = Speech stands out from other sounds
access-contrast = Text stands out from its ground
access-large-print = It’s set in large print
access-ruby-full = Every character has its reading beside it
access-ruby = Some characters have their reading beside them
access-pronunciation = It says how hard words are spoken
access-summary = In the publisher’s words
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
details-series-position = Book { $position } of { $series }
details-collection = Collection
details-contributor = Contributor
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

## what people did, by the codes of MARC
role-aui = Introduction
role-aft = Afterword
role-ann = Notes
role-arr = Arranged by
role-art = Artist
role-bjd = Binding
role-bkd = Book design
role-bkp = File made by
role-clb = Collaborator
role-clr = Colours
role-cmm = Commentary
role-cmp = Composer
role-com = Compiler
role-cov = Cover
role-ctb = Contributor
role-dsr = Design
role-drt = Director
role-ive = Interviewee
role-ivr = Interviewer
role-lyr = Lyrics
role-mus = Music
role-oth = Contributor
role-pfr = Proofreading
role-pht = Photographs
role-pro = Producer
role-red = Redaction
role-res = Research
role-rev = Review
role-sce = Script
role-spn = Sponsor
role-trc = Transcriber
role-tyd = Type design
role-tyg = Typography
role-win = Foreword
role-wpr = Preface
role-adp = Adapted by
role-aud = Dialogue
role-aqt = Quoted from
role-ant = Earlier work by
role-csl = Consultant
role-edc = Compiled and edited by
