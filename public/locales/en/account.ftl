# A patron’s account, and the librarian’s desk.

## account
account-title = Your account
account-sign-in = Sign in with your card to see what you have, what you wait for and what you owe.
account-you-note = Loans, holds, charges, family
account-way = Your account
account-actions = What you can do
account-understood = All right
account-offline = The library isn’t answering
    .advice = Nothing has changed. Try again once you’re online; your shelf is here all the same.
account-failed = This account can’t be shown just now
account-missing = { $count ->
    [one] { $count } more entry is not shown. Ask the library about it.
   *[other] { $count } more entries are not shown. Ask the library about them.
}
account-what = Title
account-loans = Loans
account-loans-none = Nothing is on loan.
account-due = Due
account-due-in = { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}
account-due-late = { $days ->
    [one] { $days } day late
   *[other] { $days } days late
}
account-bring-back = Bring it back to the library
account-renewed = “{ $title }” is renewed. It’s due on { $date }.
account-holds = Holds
account-holds-none = Nothing is waited for.
account-standing = How it stands
account-pick-up = Pick-up point
account-pick-up-unknown = Ask the library
account-pick-up-where = Where would you like to pick it up?
account-change-pick-up = Change the pick-up point
account-change-now = Pick it up there
account-change-queue = This library can’t move a hold. Yours is given up and placed again, at the end of the queue.
account-change-half = Your old hold is given up, but the new one could not be placed: { $why } Place it again.
account-hold-ready = Ready for you
account-hold-ready-until = Ready for you until { $date }
account-hold-coming = On its way to the pick-up point
account-hold-over = Over
account-hold-cancelled = Given up
account-batches = Asked for together
account-batch-pending = Not decided yet
account-batch-requested = On hold for you
account-batch-failed = Couldn’t be placed
account-batch-failed-why = Couldn’t be placed: { $why }
account-batch-placed = { $failed ->
    [0] { $asked } items are on hold for you.
   *[other] { $asked } items are on hold for you; { $failed } couldn’t be placed. Your account says why.
}
account-charges = Charges
account-charges-none = Nothing is owed.
account-charges-how = Pay at any desk of the library. An entry goes from here as soon as it’s paid.
account-for-what = For what
account-since = Since
account-state = State
account-amount = Amount
account-total = In all
account-charge-open = Open
account-charge-part = Partly paid
account-charge-paid = Paid
account-charge-other = Charge
account-messages = From the library
account-family = Family
account-allow = Books at once
account-allow-most = { $count ->
    [0] None
    [one] { $count } book
   *[other] { $count } books
}
account-allow-any = As many as anybody
account-allow-less = Fewer books
account-allow-more = More books
account-allow-note = How many books { $name } may have on loan at once. It counts from the next loan on.
account-allowed = From now on: { $standing }.
account-sees = Books to see
account-sees-everything = All books
account-sees-not-adults = None for adults
account-sees-children = Only for children
account-sees-note = What { $name } finds here when signed in. What is on loan stays until it goes back.
account-borrow-for = Borrow for { $name }
account-borrow-found = Books that can be borrowed
account-borrow-none = No book to borrow goes by that. Books on the open shelves need no loan.
account-elsewhere = Other libraries
account-elsewhere-open = See your account there
account-elsewhere-sign-in = Sign in there
account-elsewhere-ask = Ask at the desk to have your account there joined to your card.
account-elsewhere-who = You’re known there as { $patron }.
account-history = What you’ve read
account-history-none = Nothing is kept here.
account-borrowed = Borrowed
account-returned = Returned
account-history-forget = Forget this list
account-history-forget-now = Forget it
account-history-forgotten = It’s forgotten.
account-history-sure = Forget what you’ve read?
    .note = The library forgets it, too, and can’t bring it back. Your shelf, places and notes on this device stay.
account-history-keep = Keep a list of what I’ve read
account-history-kept = The library keeps your list from now on.
account-history-unkept = Your list is forgotten, and the library keeps none from now on.
account-history-never = Keep no list from now on?
    .note = What is in the list now is forgotten, too, and can’t be brought back. Your shelf, places and notes on this device stay.
account-history-never-now = Keep no list
account-history-leave = Leave it as it is
account-paper = Books on paper
account-paper-way = Find a book on paper
account-paper-search = Title, author or ISBN
account-paper-none = No book on paper goes by that.
account-paper-standing = { $waiting ->
    [0] { $free } of { $total } on the shelf
    [one] { $free } of { $total } on the shelf, { $waiting } reader waiting
   *[other] { $free } of { $total } on the shelf, { $waiting } readers waiting
}
account-paper-title = On paper: { $standing }
account-reserve = Reserve on paper
account-reserve-now = Reserve it
account-reserve-for = For { $name }
account-reserve-items = { $count } items, asked for together
account-reserved = “{ $title }” is reserved. { $standing }
account-nowhere = This can’t be picked up anywhere at the moment
    .advice = Ask the library about it; perhaps it is only read there.

## desk
desk-title = Desk
desk-you-note = Cards, loans and returns, for people who work here
desk-closed = The desk is for people who work at the library.
    .advice = Sign in with a staff card. Your own card can stay at home.
desk-patrons = Patrons
desk-returns = Returns
desk-kept = To put aside
desk-imports = Unread files
desk-find = Card or name
desk-find-action = Find
desk-find-note = Scan the card, or type a name and press Enter.
desk-nobody = Nobody has this card or name. Look again, or give out a card below.
desk-open = Open
desk-name = Name
desk-card = Card number
desk-status = Card
desk-status-good = Good
desk-status-blocked = Blocked
desk-status-expired = Expired
desk-status-locked = Locked after wrong PINs
desk-locked-until = Until { $time } UTC. A new PIN opens it at once.
desk-guardian = Guardian:
desk-children = Children:
desk-barcode-out = Barcode of what goes out
desk-lend = Lend
desk-lent = “{ $title }” is lent. It’s due on { $date }.
desk-the-card = The card
desk-change-card = Change PIN, last day or block
desk-new-pin = New PIN
desk-new-pin-note = 4 to 128 letters or digits. Wherever the patron is signed in, she is signed out.
desk-set = Set
desk-pin-set = { $name } has a new PIN.
desk-last-day = Last day
desk-last-day-note = Like 2027-12-31. Empty: it never expires.
desk-expiry-set = The last day of { $name }’s card is changed.
desk-block = Block
desk-block-why = Block, and why
desk-block-note = The patron reads this. Books can still be returned.
desk-blocked = { $name }’s card is blocked.
desk-unblock = Unblock the card
desk-unblocked = { $name }’s card is good again.
desk-sees-note = The guardian can choose this too.
desk-sees-set = What { $name } sees is changed.
desk-add-child = Give out a child’s card
desk-new = Give out a card
desk-pin = PIN
desk-guardian-card = Guardian’s card
desk-guardian-note = Only for a child.
desk-add = Give out the card
desk-added = { $name } has the card { $card }.
desk-paid = Paid
desk-waive = Waive
desk-was-paid = What was owed for “{ $title }” is paid.
desk-waived = What was owed for “{ $title }” is waived.
desk-what = What is done
desk-return = Return
desk-renew = Renew
desk-barcode = Barcode
desk-log = Last items
desk-returned = “{ $title }” is back from { $name }.
desk-returned-late = It came late: { $name } owes { $amount }.
desk-returned-kept = Put it aside for { $name } ({ $card }) at { $place }.
desk-renewed = “{ $title }” is renewed until { $date }.
desk-kept-note = Fetch these from where they stand, and put them where they are picked up.
desk-kept-none = Nothing is to be put aside.
desk-from = Stands at
desk-for = For
desk-until = Until
desk-imports-note = Files in the library’s folder that patrons can’t read, and what can be done.
desk-imports-none = Every file in the folder can be read.
desk-why = What is wrong
