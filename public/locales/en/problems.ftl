# What can be wrong with a book. The value says what happened, `.advice` what is safe and what to do.

## cannot be read
problem-empty-file = This file is empty
    .advice = Nothing of the book was stored in it. Your library can put out a fresh copy.
problem-unreadable-file = This file can’t be opened
    .advice = The library’s disk won’t hand it over. Try again later, or tell your library.
problem-unsupported-format = We can’t read this kind of file yet
    .advice = We read EPUB books and comics in CBZ files. Look for another edition in the catalogue.
problem-not-an-archive = This isn’t a book file
    .advice = It’s named like one, but something else is inside. Tell your library which title it was.
problem-truncated = Part of this file is missing
    .advice = The download or the copy was cut short. Open it again; if it stays so, tell your library.
problem-encrypted = This book is locked
    .advice = Its publisher locked it, and we have no key. Look for another edition in the catalogue.
problem-password-needed = This file opens with a password
    .advice = Whoever made it set one. Ask the library for it, or look for another edition in the catalogue.
problem-password-wrong = That isn’t the password
    .advice = Capitals count, and so do spaces. Try again, or ask the library.
problem-reader-stopped = This page can’t be drawn
    .advice = Something in it stopped our program. The other pages can still be read.
problem-not-a-pdf = This isn’t a PDF
    .advice = It’s named like one, but something else is inside. Tell your library which title it was.
problem-too-large = This book is too large to open safely
    .advice = Unpacked, it would fill your device’s memory. We stopped before that. Nothing else is affected.
problem-package-missing = This file has no book in it
    .advice = The list of its pages is missing, so there is nothing to follow. Your library can replace the copy.
problem-package-unreadable = This book’s list of pages is damaged
    .advice = We couldn’t make out which page comes first. Your library can replace the copy.
problem-nothing-to-read = This book has no pages
    .advice = It opens, but there is nothing in it to read. Your library can replace the copy.
problem-network = The library didn’t answer
    .advice = Your place is kept. Check your connection, then try again.
problem-gone = The library no longer has this book
    .advice = It was taken off the shelf. Your place is kept in case it comes back.

## can be read
problem-unsafe-path = A suspicious part was left out
    .advice = It tried to reach outside the book. Everything else is here, and your device is safe.
problem-container-missing = The book’s label is missing
    .advice = We found the book inside all the same. You can read on.
problem-package-incomplete = Some facts about the book are missing
    .advice = A title, a language or an identifier wasn’t given. The text isn’t affected.
problem-resource-missing = Something this page needs isn’t in the file
    .advice = A picture, a font or a page was left out when the book was made. The rest can be read.
problem-resource-damaged = Something in this book is damaged
    .advice = We show what could be saved of it. Your library can replace the copy.
problem-unsupported-compression = One part is packed in a way we can’t open
    .advice = That part is left out. The rest can be read.
problem-navigation-missing = This book has no table of contents
    .advice = You can still turn every page, and your place is kept.
problem-malformed = A page isn’t put together properly
    .advice = We show it as far as it goes. A few words may be missing or out of place.

## about them
