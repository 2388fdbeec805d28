# The reader. Sections follow the rooms of the app.

## bars
reader-close = Close the book
reader-contents = Contents
reader-display = Display
reader-page-of-book = Text of { $title }
reader-opening = Opening the book

## contents
reader-contents-title = Contents
reader-contents-none = This book came without a table of contents. You can still turn every page.
reader-contents-untitled = Without a title
reader-faults = What isn’t right in this book
reader-tab-contents = Chapters
reader-tab-pages = Printed pages
reader-tab-landmarks = Parts
reader-page-number = Page { $page }

## moving
reader-next-page = Next page
reader-previous-page = Previous page
reader-go-to-label = Page number or percentage
reader-go-to-action = Go
reader-go-to-missing = There’s no page { $page } in this book.
reader-go-to-no-percent = “{ $page }” is no part of the book. Type a percentage from 0 to 100.
reader-back-to-place = Back to where I was
reader-progress-value = { $chapter }, { $percent } of the book
reader-page-of-chapter = Page { $page } of { $pages } in chapter
reader-page-label = { $chapter }, page { $page }
reader-time-left-chapter = { $time } left in chapter
reader-time-left-book = { $time } left in book
reader-time-left-pace = At the pace you have read at so far. It’s kept on this device only.
time-minutes = { $minutes ->
    [0] Less than a minute
   *[other] About { $minutes } min
}
time-hours = { $minutes ->
    [0] About { $hours } h
   *[other] About { $hours } h { $minutes } min
}
reader-first-page = This is the first page.
reader-last-page = This is the last page.

## searching
reader-search = Search in the book
reader-search-label = Words of the book
reader-search-placeholder = Words of the book
reader-search-whole-word = Whole words only
reader-search-exact-case = Capitals and accents as typed
reader-search-going = { $count } so far, { $percent } of the book searched
reader-search-found = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
reader-search-more = The first { $count } places. A longer search finds fewer.
reader-search-failed = The search could not be fetched. Check the connection, then type the words again.
reader-search-unread = { $count ->
    [one] One section could not be fetched and was not searched. Check the connection, then search again.
   *[other] { $count } sections could not be fetched and were not searched. Check the connection, then search again.
}
reader-search-none = “{ $query }” isn’t in this book. Try fewer words, or another spelling.

## notes
reader-note = Note
reader-note-go = Go to the note in the book
reader-note-close = Close the note
reader-link-outside-title = This link leaves the book
reader-link-outside = It leads to { $host }, in a new tab.
reader-link-outside-go = Open it

## what lies elsewhere
elsewhere-title = This book wants things that aren’t in it
elsewhere-sound = { $count ->
    [one] { $count } recording from { $host }
   *[other] { $count } recordings from { $host }
}
elsewhere-film = { $count ->
    [one] { $count } film from { $host }
   *[other] { $count } films from { $host }
}
elsewhere-typeface = { $count ->
    [one] { $count } typeface from { $host }
   *[other] { $count } typefaces from { $host }
}
elsewhere-picture = { $count ->
    [one] { $count } picture from { $host }: left out, because books have to bring their own pictures
   *[other] { $count } pictures from { $host }: left out, because books have to bring their own pictures
}
elsewhere-why = Nothing has been fetched. If you let it, whoever runs those sites can see that this book is being read from where you are.
elsewhere-impossible = In this window they can’t be fetched safely, so they stay out. The text is all here.
elsewhere-allow = Fetch them for this book
elsewhere-deny = Don’t fetch them
elsewhere-read-on = Read on without
elsewhere-setting = Not in the book itself
elsewhere-allowed = They are fetched when a page needs them.
elsewhere-denied = They aren’t fetched.

## a file with a password
reader-password-label = Password of this file
reader-password-action = Open

## display
display-title = Display
display-size = Letter size
display-smaller = Smaller letters
display-larger = Larger letters
display-paper = Paper
display-paper-plain = Plain
display-paper-sepia = Old page
display-paper-night = Night
display-paper-contrast = High contrast
display-font = Typeface
display-font-book = The book’s
display-font-serif = Serif
display-font-sans = Sans
display-font-kai = Kai
display-font-legible = Atkinson
display-font-dyslexic = OpenDyslexic
display-font-missing = This typeface couldn’t be fetched. The text is shown in another one. Check the connection, then choose it again.
display-line-height = Line spacing
display-line-tighter = Tighter lines
display-line-looser = Looser lines
display-margins = Margins
display-margins-narrower = Narrower margins
display-margins-wider = Wider margins
display-justify = Line ends
display-justify-book = The book’s
display-justify-start = Ragged
display-justify-full = Even
display-columns = Columns
display-columns-auto = As fits
display-columns-one = One
display-columns-two = Two
display-flow = Turning
display-flow-paginated = Pages
display-flow-scrolled = Scroll
display-at-smallest = That’s the smallest.
display-at-largest = That’s the largest.
display-reset = Back to the usual
display-more = Letters, lines and paragraphs
display-publisher = The book’s own styling
display-publisher-note = Off shows plain text, without the publisher’s fonts, sizes and colours.
display-letter-spacing = Letter spacing
display-letters-closer = Letters closer
display-letters-wider = Letters further apart
display-word-spacing = Word spacing
display-words-closer = Words closer
display-words-wider = Words further apart
display-no-words = Word spacing and hyphens have no use here: Chinese and Japanese are written without spaces.
display-paragraph-spacing = Paragraph spacing
display-paragraphs-closer = Paragraphs closer
display-paragraphs-wider = Paragraphs further apart
display-indent = First-line indent
display-indent-less = Indent it less
display-indent-more = Indent it more
display-in-letters = { $count } em
display-line-length = Longest line
display-lines-shorter = Shorter lines
display-lines-longer = Longer lines
display-about-letters = About { $count } letters
display-hyphens = Hyphens
display-ligatures = Joined letters
display-ruby = Readings
display-ruby-note = Pinyin, zhuyin or furigana, where the book has them.
display-yes = Yes
display-no = No
display-line-focus = Reading ruler
display-line-focus-fewer = Fewer lines in focus
display-line-focus-more = More lines in focus
display-line-focus-off = Off
display-line-focus-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
display-line-focus-note = The other lines fade. Move it with the arrow keys, or pull its grip.
display-awake = Keep the screen on
display-awake-note = While you turn pages, as far as the device’s battery setting allows it.
display-awake-none = This browser can’t keep the screen on. You can let it stay on longer in the device’s own settings.
display-for = Applies to
display-for-all = All books
display-for-this = This book only
display-page = Page
display-page-whole = Whole page
display-page-width = Full width
display-page-size = Page size
display-page-smaller = Smaller page
display-page-larger = Larger page
display-pages = Side by side
display-pages-one = One page
display-pages-two = Two pages
display-device-note = Kept on this device.

## a picture by itself
picture = Picture
picture-close = Close the picture
picture-size = Size of the picture
picture-smaller = Smaller
picture-larger = Larger
picture-words = What the book says of the picture
picture-says-nothing = The book doesn’t say what this picture shows.
picture-described-at = Read the description

## keyboard
keys-title = Keys
keys-next = Next page
keys-previous = Previous page
keys-chapter = Next or previous chapter
keys-contents = Contents
keys-display = Display
keys-back = Back to where you were
keys-mark = Choose words to mark: arrow keys, then Enter
keys-bookmark = Bookmark this page, or take it out
keys-bars = Show or hide the bars
keys-close = Close a panel, then the book
keys-ruler = Move the reading ruler, when it’s on
keys-picture = Open the picture that has the focus
keys-help = This list

## problems
reader-problem-section = This part couldn’t be shown.
reader-problem-skip = On to the next part

## a reader's own notes
notes = Notes
notes-none = Nothing here yet. Choose words in the book to mark them, or press the ribbon to come back to a page.
notes-none-fit = No note fits. Take a filter off.
notes-find = Words in your notes
notes-filter = Show
notes-filter-kind-all = Everything
notes-filter-kind-marks = Marked
notes-filter-kind-texts = With a note
notes-filter-kind-bookmarks = Bookmarks
notes-count = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
notes-lost = No longer in the book
notes-lost-why = These words aren’t in this edition. Your notes on them are kept.
notes-changed = The words have changed since you marked them.
notes-edit = Change
notes-delete = Delete
notes-edit-of = Change the note on “{ $words }”
notes-delete-of = Delete the note on “{ $words }”
notes-deleted = Deleted.
notes-page-without-words = A page without words
notes-toolbar = What to do with these words
notes-write = Write a note
notes-copy = Copy
notes-cite = Copy with its source
notes-cited = Copied, with its source.
notes-link = Copy the book’s link
cite = “{ $words }” ({ $source })
cite-title = { $title }
cite-and = { " and " }
cite-then = { ", " }
cite-percent = { $percent } % of the book
share-book = Share this book
share-link = Copy the book’s link
share-link-copied = The book’s link is copied.
notes-copied = Copied.
notes-copy-failed = Your browser didn’t let us copy. Choose the words and press Ctrl and C.
notes-share = Share
notes-look-up = Search in the book for these words
notes-pen = Colour
notes-pen-amber = Yellow
notes-pen-green = Green
notes-pen-blue = Blue
notes-pen-red = Red
notes-mark-with = Mark: { $pen }, { $line }
notes-line = Style
notes-line-solid = Filled
notes-line-underline = Line
notes-line-dotted = Dots
notes-line-wavy = Wave
notes-sample = Aa
notes-your-note = Your note
notes-done = Done
notes-bookmark = Bookmark
notes-bookmark-here = Bookmark this page
notes-bookmark-made = This page has a bookmark.
notes-bookmark-gone = The bookmark is gone.
notes-choosing = { $words } Arrow keys choose other words, Shift with an arrow key more of them. Enter opens what you can do with them, Escape leaves.
notes-chosen-marked = { $words } Marked in { $pen }. Enter changes it.
notes-choose-no-words = There are no words to choose on this page.
notes-choose-no-more = There’s no more that way.
notes-export = Save a copy
notes-export-markdown = As text (Markdown)
notes-export-html = As a web page
notes-export-json = For other reading apps
notes-import = Add from a file
notes-import-added = { $count ->
    [one] { $count } note added.
   *[other] { $count } notes added.
}
notes-import-rest = Brought up to date: { $renewed }. Here already: { $known }.
notes-import-unreadable = { $count ->
    [one] { $count } entry couldn’t be read and was left out.
   *[other] { $count } entries couldn’t be read and were left out.
}
notes-import-other-book = The file says that it’s about another book. What isn’t in this one is listed at the end.
notes-import-none = There are no notes in this file. Choose one that a reading app saved: its name ends in .annotation, .json or .jsonld.
notes-import-too-large = This file is too large to hold notes. Choose another.
notes-not-kept = This browser keeps nothing, so your notes are gone when you leave this book. Save a copy of them first.
notes-not-in-pdf = Notes and bookmarks can’t be kept in PDF files yet.
notes-failed = That didn’t work. Close the book, open it again, and try once more.

## where another device was
follow-place = On another device you’re at “{ $chapter }”, { $percent }
follow-percent = On another device you’re at { $percent }
follow-finished = On another device you’ve finished this book
follow-heard = { $place }. Below the text you can go there or stay here.
follow-where = { $device }, { $when }
follow-device = another device
follow-go = Go there
follow-stay = Stay here
follow-just-now = just now
follow-minutes-ago = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
follow-hours-ago = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
