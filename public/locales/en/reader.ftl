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
reader-back-to-place = Back to where I was
reader-progress-value = { $chapter }, { $percent } of the book
reader-page-of-chapter = Page { $page } of { $pages } in this chapter
reader-page-label = { $chapter }, page { $page }
reader-time-left-chapter = { $minutes ->
    [0] Less than a minute left in this chapter
    [one] About { $minutes } minute left in this chapter
   *[other] About { $minutes } minutes left in this chapter
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
reader-search-none = “{ $query }” isn’t in this book. Try fewer words, or another spelling.

## notes
reader-note = Note
reader-note-go = Go to the note in the book
reader-note-close = Close the note
reader-link-outside-title = This link leaves the book
reader-link-outside = It leads to { $host }, in a new tab.
reader-link-outside-go = Open it

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

## keyboard
keys-title = Keys
keys-next = Next page
keys-previous = Previous page
keys-chapter = Next or previous chapter
keys-contents = Contents
keys-display = Display
keys-back = Back to where you were
keys-close = Close a panel, then the book
keys-help = This list

## problems
reader-problem-section = This part couldn’t be shown.
reader-problem-skip = On to the next part
