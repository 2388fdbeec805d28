# The app around the rooms. Sections follow the rooms of the app.

## shell
app-name = Yueli
app-untitled = Untitled
nav-label = Main
nav-home = Home
nav-catalogue = Catalogue
nav-shelf = Shelf
nav-you = You
nav-settings = Settings
skip-to-content = Skip to the text
back = Back
close = Close
cancel = Cancel
done = Done
more-options = More
display-and-access = Display and accessibility
display-sample = Aa
loading = Loading
retry = Try again
undo = Undo
dismiss = Dismiss

## offline
offline-banner = You’re offline. Your shelf, your places and the books on this device are here; the others open once you’re back.
library-silent = The library isn’t answering. What you see is from the last visit.

## update
update-ready = A newer version is ready. Your place is kept.
update-action = Switch now
update-later = Later

## crash
crash-title = Something in the app broke
crash-safe = Your places and your shelf are safe on this device.
crash-action = Open the app again
crash-details = What went wrong, for whoever mends it

## home
home-title = Home
home-continue = Where you left off
home-continue-action = Read on
home-recent = Also on the go
home-recent-all = Your shelf
home-new = New in the library
home-new-all = All new books
home-subjects = By subject
home-subjects-all = All subjects
home-kept = On this device
home-empty = No books on these shelves yet.
home-empty-action = Look again
home-empty-advice = Books appear here as soon as the library puts them out.
home-first-visit = Pick any book and start. You don’t need an account to read.

## shelf
shelf-title = Shelf
shelf-reading = Reading
shelf-finished = Finished
shelf-saved = To read
shelf-count = { $count ->
    [0] No books
    [one] { $count } book
   *[other] { $count } books
}
shelf-empty = Your shelf is waiting for its first book.
shelf-empty-action = Find a book
shelf-reading-empty = Books you open will stand here, each at your place.
shelf-saved-empty = Books you set aside for later will stand here.
shelf-read-on = Read on
shelf-read-again = Read again
shelf-start = Start reading
shelf-remove = Take off the shelf
shelf-removed = “{ $title }” is off your shelf.
shelf-mark-finished = I’ve finished it
shelf-marked-finished = “{ $title }” is among your finished books.
shelf-progress = { $percent } read

## you
you-title = You
you-note = Nobody is signed in, and nobody has to be.
you-can-sign-in = Sign in to borrow and to reserve. Reading what’s on the open shelves needs no card.
you-card = Card { $card }
you-card-expires = Good until { $date }
you-card-blocked = This card can’t borrow at the moment
    .advice = What you have can be returned. Ask at any desk what it takes to lift the block.
you-card-expired = This card is no longer good
    .advice = Ask at any desk or write to the library to renew it. What’s on the open shelves stays yours to read.
you-places = { $count ->
    [one] Your place is kept in { $count } book.
   *[other] Your place is kept in { $count } books.
}
you-places-none = Your place is kept in every book you open.
you-tally = Your reading on this device
you-storage-note = What is on this device, and how to make room
you-install = Yueli can stand among your apps
you-install-note = It opens from the home screen, in a window of its own.
you-install-action = Install
you-settings-note = Colours, language, motion, and what is kept here
you-about-note = What this is, and what becomes of what it knows

## sign-in
sign-in-title = Sign in
sign-in-note = With your card of { $library }. What’s on the open shelves can be read without one.
sign-in-note-plain = With your library card. What’s on the open shelves can be read without one.
sign-in-card = Card number
sign-in-card-note = It’s on the front of your card.
sign-in-pin = PIN
sign-in-show = Show the PIN
sign-in-action = Sign in
sign-in-busy = Signing in…
sign-in-done = Welcome, { $name }
sign-in-already = { $name } is signed in here.
sign-in-go-on = Go on
sign-in-card-missing = Type the number of your card.
sign-in-pin-missing = Type your PIN.
sign-in-offline = The library can’t be reached. Nothing was sent twice; try again once you’re online.
sign-in-failed = The library couldn’t sign you in just now. Try again in a few minutes.
sign-out-action = Sign out
sign-out-done = You’re signed out. Your places and notes are put away, and come back when you sign in.
sign-out-done-untold = { $count ->
    [one] You’re signed out. { $count } place or note hasn’t reached the library: it waits on this device until you sign in here again.
   *[other] You’re signed out. { $count } places and notes haven’t reached the library: they wait on this device until you sign in here again.
}
sign-out-failed = The library can’t be reached, so you’re still signed in. Try again once you’re online.

## loans
loan-borrow = Borrow
loan-hold = Place a hold
loan-renew = Renew
loan-return = Return now
loan-cancel = Give up the hold
loan-busy = One moment…
loan-free = A copy is free.
loan-free-copies = { $available } of { $total } copies free. It returns itself when the time is up.
loan-taken = { $waiting ->
    [0] All { $total } copies are out. Nobody is waiting yet.
    [one] All { $total } copies are out, and { $waiting } reader is waiting.
   *[other] All { $total } copies are out, and { $waiting } readers are waiting.
}
loan-mine = Yours for now.
loan-until = { $days ->
    [0] The time is up.
    [one] Yours for { $days } more day, then it returns itself.
   *[other] Yours until { $date } ({ $days } days left), then it returns itself.
}
loan-ready-until = { $days ->
    [0] It was kept for you, and the time is up.
    [one] Kept for you for { $days } more day.
   *[other] Kept for you until { $date }.
}
loan-waiting = { $ahead ->
    [one] { $ahead } reader is ahead of you.
   *[other] { $ahead } readers are ahead of you.
}
loan-waiting-next = You’re next.
loan-waiting-somewhere = You’re in the queue.
loan-tag-free = Free to borrow
loan-tag-taken = All out
loan-tag-waiting = { $waiting } waiting
loan-tag-mine = On loan to you
loan-tag-held = On hold for you
loan-tag-ready = Ready for you
loan-borrowed = “{ $title }” is yours. { $standing }
loan-held = You’re in the queue for “{ $title }”. { $standing }
loan-renewed = “{ $title }” is renewed. { $standing }
loan-returned = “{ $title }” has gone back. Your place and notes stay.
loan-cancelled = You no longer wait for “{ $title }”.
loan-offline = The library can’t be reached, so nothing was changed. Try again once you’re online.
loan-failed = The library couldn’t do it just now, and nothing was changed. Try again in a few minutes.
loan-to-shelf = To the shelf
loan-sign-in = Sign in to borrow
shelf-loans = Loans
shelf-holds = Holds
shelf-loans-old = The library isn’t answering. These are your loans as last seen.

## keeping
keep-action = Download
keep-pause = Pause
keep-go-on = Go on
keep-cancel = Don’t download it
keep-remove = Remove from this device
keep-remove-title = Remove “{ $title }” from this device?
keep-remove-all = Remove all books from this device
keep-remove-all-title = Remove all books from this device?
keep-remove-confirm = Only the file goes. Your shelf and your place stay, and the library still has the book.
keep-waiting = Waiting its turn
keep-loading = Downloading
keep-offline = The library can’t be reached. The download goes on by itself.
keep-checking = Making sure all of it is right
keep-paused = Paused
keep-kept = On this device: it opens without a connection.
keep-full = There’s no room left for this book
    .advice = Nothing is lost: what has come stays here. Make room, then try again.
keep-damaged = What arrived isn’t the book the library sent
    .advice = We fetched it twice and kept none of it. Try again later; if it stays so, tell your library.
keep-missing = The library no longer has this file
    .advice = A newer copy may have taken its place. Look for the book in the catalogue.
keep-refused = The library doesn’t give this file to everyone
    .advice = It may need a card. You can still read it here while you’re connected.
keep-device = This device won’t keep books
    .advice = You can read with a connection. In a private window nothing is kept; try an ordinary one.
keep-amount = { $got } of { $total }
keep-label = Download of “{ $title }”
keep-loan-over = The loan of “{ $title }” is over, so it’s no longer on this device. Your place and notes stay.
keep-tag = On this device

## storage
storage-title = Storage
storage-room = Room on this device
storage-used = { $used } used of { $quota } that this browser allows
storage-books = Books on this device
storage-indexes = For searching in them
storage-rest = The app, covers, your shelf
storage-lasting = This browser has promised to keep all of it until you remove it.
storage-passing = This browser may clear all of it away when the device runs out of room.
storage-ask = Ask it to keep everything
storage-not-promised = It doesn’t promise yet. Browsers do for apps that are installed or often used.
storage-none = No book is on this device yet.
storage-none-advice = Choose “Download” on a book’s page, and it opens in a tunnel, too.

## settings
settings-title = Settings
settings-look = How the app looks
settings-theme = Theme
settings-theme-auto = Auto
settings-theme-paper = Paper
settings-theme-sepia = Old page
settings-theme-night = Night
settings-theme-contrast = High contrast
settings-theme-note = The pages of a book can have their own colour. Change it while reading.
settings-language = Language
settings-language-note = For the app’s own words. Books stay in the language they’re written in.
settings-motion = Motion
settings-motion-less = Less motion
settings-motion-note = Pages and panels change at once instead of sliding.
settings-data = On this device
settings-data-note-account = What you read and note is kept on this device and in your account at the library. These settings are kept on this device only.
settings-data-note = Your places, your shelf and these settings are kept on this device only.
settings-forget = Forget my reading
settings-forget-title = Forget your reading on this device?
settings-forget-confirm = Your shelf, your place in every book and your notes will be gone. Books you downloaded stay until you remove them under Storage.
settings-forget-confirm-account = Your shelf, your place in every book and your notes will be gone, here, in your account at the library, and on your other devices. Books you downloaded stay until you remove them under Storage.
settings-forget-failed = The library didn’t answer, so nothing was forgotten. Try again once you’re online.
settings-forgotten = Your reading has been forgotten on this device.

## about
about-title = About
about-what = Yueli is a reading app that a library owns. You read books from its shelves here, on a phone or a computer.
about-library = The books come from { $library }.
about-open = It’s free software, built in the open, so that any library can run it, check it and change it.
about-licence = Licensed under MIT or Apache 2.0, whichever you prefer.
about-privacy-title = What we know about you
about-privacy = Without a card, what you read and where you are in it stays on this device. With one, your places and notes are in your account at the library as well, for your own devices; nobody looks into them. There are no trackers and no advertising.
about-privacy-fonts = The app asks nobody but your library for anything.
about-source = Source code
about-version = Version { $version }

## amounts
count-books = { $count ->
    [0] No books
    [one] { $count } book
   *[other] { $count } books
}
minutes-short = { $minutes } min
hours-minutes = { $minutes ->
    [0] { $hours } h
   *[other] { $hours } h { $minutes } min
}
percent-read = { $percent } of the book
size-kb = { $size } KB
size-mb = { $size } MB
size-gb = { $size } GB

## dates
date-long = { $day } { $month } { $year }
date-short = { $day } { $month }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
day-today = today
day-yesterday = yesterday
day-days-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}

## reading on all devices
following-title = Your reading on all devices
following-looking = Looking at what the library has…
following-all = All that you’ve read and noted here is in your account. Sign in on another device to go on there.
following-all-kept = All that was read and noted here is in that account.
following-untold = { $count ->
    [one] { $count } place or note hasn’t reached the library yet. It’s kept here, and goes by itself once the library answers.
   *[other] { $count } places and notes haven’t reached the library yet. They’re kept here, and go by themselves once the library answers.
}
following-refused = { $count ->
    [one] { $count } note can’t be kept by the library: it’s too long, or there are too many. It stays on this device; shorten it to send it.
   *[other] { $count } notes can’t be kept by the library: they’re too long, or there are too many. They stay on this device; shorten them to send them.
}
following-again = Try now
following-whose = The reading on this device belongs to the card that was signed in last. Sign in with it to go on, or put the reading away: it comes back with the card.
following-put-away = Put it away
following-ask = There are places and notes on this device that were made without a card. Are they yours?
following-ask-note = In your account they’re on your other devices too. Kept apart, they come back here when you sign out.
following-mine = Put them into my account
following-apart = Keep them apart

## notes without the book
notes-page-title = Notes on “{ $title }”
notes-page-back = To the book
notes-page-over = You don’t have this book on loan now. Your notes stay yours.
notes-page-none = There are no notes on this book here.
notes-page-elsewhere = Without a chapter

## licences
licences-title = Licences
licences-note = Protected books from other libraries
licences-about = Some libraries lend books protected by Readium LCP. What they give you is a licence: a small file that ends in .lcpl. Open it here, and the book comes to this device.
licences-open = Open a licence file
licences-here = On this device
licences-none = No licence is on this device yet.
licences-none-advice = Your library gives you one when you borrow a protected book from it.
licence-open = Open with its licence
licence-unnamed = A book without a name yet
licence-passphrase = Your passphrase
licence-show = Show what I type
licence-remember = Let this device open the book without asking again
licence-hint = Hint from your library: { $hint }
licence-hint-page = I forgot my passphrase
licence-copied-all = The licence lets no more words be copied. Your notes aren’t counted.
licence-good = Yours, with no end date.
licence-until = { $days ->
    [one] Yours for { $days } more day.
   *[other] Yours until { $date } ({ $days } days left).
}
licence-from = Yours from { $date } on.
licence-ended-on = It ended on { $date }. Your place and notes are kept.
licence-provider = Lent by
licence-copy = May be copied
licence-copy-count = { $left } of { $count } letters left
licence-print = May be printed
licence-print-count = { $count } pages, in apps that print. This one doesn’t.
licence-unlimited = without a limit
licence-production = This book opens in a certified app
    .advice = It uses a production profile of LCP. That needs a secret that only certified apps hold, and that no browser and no open app can keep. Save the licence and open it in one of them, Thorium Reader for example. You can renew and return the book here.
licence-unknown = We don’t know how this book is protected
    .advice = Save the licence and open it in the app that your library recommends.
licence-save = Save the licence
licence-saved = The licence is saved. Open it in the app that reads it.
licence-forget-key = Forget my passphrase here
licence-key-forgotten = This device asks for your passphrase again. The book stays.
licence-remove = Remove from this device
licence-removed = The licence and its book are gone from here. Your place and notes stay.
licence-renew-until = Renew until { $date }
licence-taken = The licence is here, and the book is on its way. You find it on your shelf, too.
licence-kept = The licence is here. The book opens in another app.
licence-not-fetched = The licence is kept here, the book was not fetched. Borrow it again, or ask the library.
licence-not-listed = { $host } can’t be asked from here
    .advice = Browsers let this app ask only servers that your library lists. Ask your library to add it to its upstreams, or save the licence and open it in another app.
licence-no-answer = { $host } doesn’t answer
    .advice = Nothing was changed. Check your connection and try again; if it stays so, the server may be down or refuse apps in browsers.
licence-odd-answer = The library’s answer made no sense
    .advice = Nothing was changed. Try again in a few minutes, or tell the library.
licence-refused = The library said no
    .advice = Nothing was changed. Ask the library why.
licence-refused-renewal = The library doesn’t renew this book now
    .advice = Somebody may be waiting for it, or it was renewed as often as it can be.
licence-refused-date = The library doesn’t renew the book for so long
    .advice = Try again with an earlier date, or ask the library.
licence-refused-return = The library couldn’t take the book back
    .advice = It is still yours. Try again later, or ask the library.
licence-refused-returned = This book was given back already
    .advice = Your place and notes are kept.
licence-refused-expired = The loan is over already
    .advice = There is nothing to give back. Your place and notes are kept.
licence-none-in-file = This file is no licence
    .advice = Licences end in .lcpl. Your library gives you one when you borrow a protected book.
licence-other-kind = The licence is here; its book can’t be read here yet
    .advice = We open protected EPUB books. Save the licence and open it in another app.
licence-no-way = The licence is here, but its book can’t be fetched
    .advice = It lies on a server that your library doesn’t list, or the licence doesn’t say where. Save the licence and open it in another app.
reader-to-borrow = To the book’s page
