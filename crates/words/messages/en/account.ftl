# The second step of signing in, and a person's own account.

second-step-title = Show your second factor
second-step-lead = { $name }, the password was right. One more step.
second-step-code = Code
second-step-code-hint = Six digits from your app, or one of your recovery codes.
second-step-go = Go on
second-step-lost = Telephone lost and no recovery code left? Two administrators together can take your second factor back.
second-step-other = Sign in as somebody else

enrol-title = Set up a second factor
enrol-lead = Your roles open what must not be opened with a password alone. An app on your telephone gives a code that changes every 30 seconds.
enrol-replaces = What your present app shows is no longer taken afterwards; your recovery codes are made anew, and all your other sessions end.
enrol-step-app = 1. Add Punte to an app
enrol-step-app-text = Open an authenticator app and read this picture with it.
enrol-qr = QR code with the secret for the app
enrol-by-hand = Or type this key into the app; it asks for a time-based key:
enrol-step-code = 2. Type the code it shows
enrol-code = Code from the app
enrol-code-hint = Six digits. If it is not taken, look whether the telephone’s clock is right.
enrol-go = Set up

codes-title = Keep your recovery codes
codes-lead = If the telephone is lost, each of these lets you in once. They are shown only now.
codes-heading = Recovery codes
codes-note = Print them or write them down, and keep them apart from the telephone. New ones end these.
codes-kept = I have kept them

factor-code = Code of your second factor
factor-code-hint = This needs a code shown within the last five minutes.

account-title = My account
account-link = My account
account-factors = Second factor
account-factors-needed = You have none yet, and your roles need one.
account-factors-none = You have none. Your roles do not need one; it still protects you from a password that somebody has seen.
account-app-set-up = Set up a second factor
account-app-since = An app gives your codes, since { $day }.
account-app-again = Set up another telephone
account-codes-left =
    { $count ->
        [one] 1 recovery code is left.
       *[other] { $count } recovery codes are left.
    }
account-codes-new = Make new recovery codes
account-codes-new-hint = The earlier ones end.
account-show = Show a code now
account-show-lead = Signatures of a second person need a code from within the last five minutes.
account-sessions = Open sessions
account-sessions-lead = A session ends after half an hour without use, and twelve hours after it began.
account-session-began = Began
account-session-used = Last used
account-session-this = this one
account-session-end = End
account-sessions-end = End all others
account-password = Password
account-password-none = You came in with one click; this is a demonstration and you have no password.
account-login = You sign in as { $login }.
account-password-present = Present password
account-password-go = Change password
account-language = Kept in this browser for a year.
