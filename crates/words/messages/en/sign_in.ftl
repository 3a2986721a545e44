# Getting in.

sign-in-title = Sign in
sign-in-lead = The way across, from the first signal to safety and justice.
sign-in-login = User name
sign-in-password = Password
sign-in-go = Sign in
sign-in-demo-title = Choose who you are today
sign-in-demo-lead = This is a synthetic country. One click signs you in; no password is needed.
sign-in-forgot = Forgot the password? Your administrator can send a new one-time link.

password-title = Choose a password
password-lead = This link works once. After that, sign in with your user name and this password.
password-new = New password
password-new-hint = At least 12 characters. Three unrelated words are good.
password-again = The same once more
password-go = Set password
