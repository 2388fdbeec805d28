# The reader. Every key, by section:
#
# bars       reader-label reader-close reader-contents reader-display reader-search reader-bookmark reader-listen
#            reader-fullscreen reader-fullscreen-leave reader-show-controls reader-hide-controls reader-page-of-book
#            reader-opening reader-opening-slow
# contents   reader-contents-title reader-contents-none reader-tab-contents reader-tab-pages reader-tab-landmarks
#            reader-pages-none reader-landmarks-none reader-contents-here reader-page-number
# moving     reader-next-page reader-previous-page reader-next-chapter reader-previous-chapter reader-start
#            reader-end reader-go-to reader-go-to-label reader-go-to-action reader-go-to-missing reader-back-to-place
#            reader-back-to-place-note reader-progress reader-progress-value reader-page-of-chapter
#            reader-page-label reader-time-left-chapter reader-time-left-book reader-chapter-of
#            reader-first-page reader-last-page
# notes      reader-note reader-note-go reader-note-close reader-image reader-image-close reader-link-outside
#            reader-link-outside-title reader-link-outside-go
# display    display-title display-size display-smaller display-larger display-paper
#            display-paper-plain display-paper-sepia display-paper-night display-paper-contrast display-paper-app
#            display-font display-font-book display-font-serif display-font-sans display-font-kai display-font-mono
#            display-line-height display-line-tighter display-line-looser display-margins display-margins-narrower
#            display-margins-wider display-justify display-justify-book display-justify-start display-justify-full
#            display-columns display-columns-auto display-columns-one display-columns-two display-flow
#            display-flow-paginated display-flow-scrolled display-hyphens display-book-style display-book-style-note
#            display-on display-off display-at-smallest display-at-largest display-reset display-device-note
#            display-for-this-book
# keyboard   keys-title keys-next keys-previous keys-chapter keys-contents keys-display keys-back keys-fullscreen
#            keys-close keys-help key-arrows key-page-keys key-space
# ending     reader-finished reader-finished-note reader-finished-shelf reader-finished-again
# problems   reader-problem-some reader-problem-section reader-problem-skip

## bars
reader-label = Reading { $title }
reader-close = Close the book
reader-contents = Contents
reader-display = Display
reader-search = Search in this book
reader-bookmark = Mark this page
reader-listen = Listen
reader-fullscreen = Fill the screen
reader-fullscreen-leave = Leave full screen
reader-show-controls = Show the controls
reader-hide-controls = Hide the controls
reader-page-of-book = Text of { $title }
reader-opening = Opening the book
reader-opening-slow = This one is large. It's still coming.

## contents
reader-contents-title = Contents
reader-contents-none = This book came without a table of contents. You can still turn every page.
reader-tab-contents = Chapters
reader-tab-pages = Printed pages
reader-tab-landmarks = Parts
reader-pages-none = This book doesn't carry the printed page numbers.
reader-landmarks-none = This book doesn't name its parts.
reader-contents-here = You're here
reader-page-number = Page { $page }

## moving
reader-next-page = Next page
reader-previous-page = Previous page
reader-next-chapter = Next chapter
reader-previous-chapter = Previous chapter
reader-start = Start of the book
reader-end = End of the book
reader-go-to = Go to
reader-go-to-label = Page number or percentage
reader-go-to-action = Go
reader-go-to-missing = There's no page { $page } in this book.
reader-back-to-place = Back to where I was
reader-back-to-place-note = { $chapter }, { $percent }
reader-progress = Place in the book
reader-progress-value = { $chapter }, { $percent } of the book
reader-page-of-chapter = Page { $page } of { $pages } in this chapter
reader-page-label = { $chapter }, page { $page }
reader-time-left-chapter = { $minutes ->
    [0] Less than a minute left in this chapter
    [one] About { $minutes } minute left in this chapter
   *[other] About { $minutes } minutes left in this chapter
}
reader-time-left-book = { $minutes ->
    [0] Less than a minute left in the book
    [one] About { $minutes } minute left in the book
   *[other] About { $minutes } minutes left in the book
}
reader-chapter-of = Chapter { $chapter } of { $chapters }
reader-first-page = This is the first page.
reader-last-page = This is the last page.

## notes
reader-note = Note
reader-note-go = Go to the note in the book
reader-note-close = Close the note
reader-image = Picture
reader-image-close = Close the picture
reader-link-outside-title = This link leaves the book
reader-link-outside = It leads to { $host }, in a new tab.
reader-link-outside-go = Open it

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
display-paper-app = As the app
display-font = Typeface
display-font-book = The book's
display-font-serif = Serif
display-font-sans = Sans
display-font-kai = Kai
display-font-mono = Typewriter
display-line-height = Line spacing
display-line-tighter = Tighter lines
display-line-looser = Looser lines
display-margins = Margins
display-margins-narrower = Narrower margins
display-margins-wider = Wider margins
display-justify = Line ends
display-justify-book = The book's
display-justify-start = Ragged
display-justify-full = Even
display-columns = Columns
display-columns-auto = As fits
display-columns-one = One
display-columns-two = Two
display-flow = Turning
display-flow-paginated = Pages
display-flow-scrolled = Scroll
display-hyphens = Break long words
display-book-style = Keep the publisher's design
display-book-style-note = Turn this off when a book's own design gets in your way.
display-on = On
display-off = Off
display-at-smallest = That's the smallest.
display-at-largest = That's the largest.
display-reset = Back to the usual
display-device-note = Kept on this device.
display-for-this-book = For this book only

## keyboard
keys-title = Keys
keys-next = Next page
keys-previous = Previous page
keys-chapter = Next or previous chapter
keys-contents = Contents
keys-display = Display
keys-back = Back to where you were
keys-fullscreen = Full screen
keys-close = Close a panel, then the book
keys-help = This list
key-arrows = Arrow keys
key-page-keys = Page up, page down
key-space = Space

## ending
reader-finished = You've come to the end.
reader-finished-note = “{ $title }” stands among your finished books.
reader-finished-shelf = To your shelf
reader-finished-again = Start again

## problems
reader-problem-some = { $count ->
    [one] { $count } thing in this book isn't as it should be.
   *[other] { $count } things in this book aren't as they should be.
}
reader-problem-section = This part couldn't be shown.
reader-problem-skip = On to the next part
