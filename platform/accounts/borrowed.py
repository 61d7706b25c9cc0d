"""Sentences of Django and allauth that people meet here, listed so that locale/ gives them our own Dutch.

Their own Dutch says "u", "verifiëren" or "aanmelden" where this site says "je", "bevestigen" and "inloggen". Nothing
uses these names: the list only makes the extraction find the sentences. English keeps the wording of their makers.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

FIELDS = (
    _("Enter a number."),
    _("Enter a valid email address."),
    _("Enter a whole number."),
    _("No file was submitted."),
    _("Null characters are not allowed."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("The submitted file is empty."),
    _("This field is required."),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
        "max",
    ),
)

PASSWORDS = (
    _("Change Password"),
    _("Current Password"),
    _("Forgot Password?"),
    _("Forgot your password?"),
    _("Forgotten your password? Enter your email address below, and we'll send you an email allowing you to reset it."),
    _("Incorrect password."),
    _("New Password"),
    _("New Password (again)"),
    _("Password (again)"),
    _("Password Reset"),
    _("Please contact us if you have any trouble resetting your password."),
    _("Please type your current password."),
    _("Reset My Password"),
    _("Set Password"),
    _("The password is too similar to the %(verbose_name)s."),
    _("The password reset token was invalid."),
    _(
        "The password reset link was invalid, possibly because it has already been used.  "
        'Please request a <a href="%(passwd_reset_url)s">new password reset</a>.'
    ),
    _("Bad Token"),
    _("This password is too common."),
    _(
        "We have sent you an email. If you have not received it please check your spam folder. "
        "Otherwise contact us if you do not receive it in a few minutes."
    ),
    _("You must type the same password each time."),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be too similar to your other personal information."),
    _("Password successfully changed."),
    _("Password successfully set."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        1,
    ),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
)

SIGNING_IN = (
    _("A sign-in code has been sent to %(recipient)s."),
    _("Account Inactive"),
    _("Alternative options"),
    _("Are you sure you want to sign out?"),
    _("Be patient, you are sending too many requests."),
    _("Confirm"),
    _("Confirm Access"),
    _("Email"),
    _("Enter Sign-In Code"),
    _("Enter your password:"),
    _("If you have not created an account yet, then please %(link)ssign up%(end_link)s first."),
    _("Incorrect code."),
    _("Other sign-in options"),
    _("Please reauthenticate to safeguard your account."),
    _("Remember Me"),
    _("Request Code"),
    _("Request new code"),
    _("Send me a sign-in code"),
    _("Sign In"),
    _("Sign Out"),
    _("Sign Up Closed"),
    _("Successfully signed in as %(name)s."),
    _("The email address and/or password you specified are not correct."),
    _("The email address is not assigned to any user account."),
    _("This account is currently inactive."),
    _("This account is inactive."),
    _("Too many failed login attempts. Try again later."),
    _("Use your password"),
    _("We are sorry, but the sign up is currently closed."),
    _("We've sent a code to %(recipient)s. The code expires shortly, so please enter it soon."),
    _("You are already logged in as %(user_display)s."),
    _("You have signed out."),
    _("You will receive a special code for a password-free sign-in."),
)

ADDRESSES = (
    _("A user is already registered with this email address."),
    _("Add Email"),
    _("Add Email Address"),
    _("Confirmation email sent to %(email)s."),
    _("Do you really want to remove the selected email address?"),
    _("Email Addresses"),
    _("Email Verification"),
    _("Enter Email Verification Code"),
    _("Make Primary"),
    _("Primary"),
    _("Primary email address set."),
    _("Re-send Verification"),
    _("Remove"),
    _("Removed email address %(email)s."),
    _("The following email addresses are associated with your account:"),
    _("This email address is already associated with this account."),
    _("Unable to confirm %(email)s because it is already confirmed by a different account."),
    _("Unverified"),
    _("Use a different email address"),
    _("Verified"),
    _("Verify Your Email Address"),
    _("You cannot add more than %d email addresses."),
    _("You cannot remove your primary email address (%(email)s)."),
    _("You cannot remove your primary email address."),
    _("You have confirmed %(email)s."),
    _("Your primary email address must be verified."),
)

MAILS = (
    _("Account Already Exists"),
    _("Email Changed"),
    _("Email Confirmation"),
    _("Email Removed"),
    _("Email address %(deleted_email)s has been removed from your account."),
    _("If it was you, you can sign up for an account using the link below."),
    _(
        "If you do not recognize this change then please take proper security precautions immediately. "
        "The change to your account originates from:\n\n"
        "- IP address: %(ip)s\n- Browser: %(user_agent)s\n- Date: %(timestamp)s"
    ),
    _("In case you forgot, your username is %(username)s."),
    _("Password Changed"),
    _("Password Reset Email"),
    _("Password Set"),
    _("Please Confirm Your Email Address"),
    _("This mail can be safely ignored if you did not initiate this action."),
    _("Unknown Account"),
    _("You are receiving this mail because the following change was made to your account:"),
    _(
        "You are receiving this email because you, or someone else, tried to access an account with email %(email)s. "
        "However, we do not have any record of such an account in our database."
    ),
    _(
        "You're receiving this email because user %(user_display)s has given your email address "
        "to register an account on %(site_domain)s."
    ),
    _(
        "You're receiving this email because you or someone else has requested a password reset "
        "for your user account.\n"
        "It can be safely ignored if you did not request a password reset. "
        "Click the link below to reset your password."
    ),
    _("Your email has been changed from %(from_email)s to %(to_email)s."),
    _("Your email has been confirmed."),
    _("Your email verification code is listed below. Please enter it in your open browser window."),
    _("Your password has been changed."),
    _("Your password has been reset."),
    _("Your password has been set."),
)

BACK_OFFICE = (
    _("Add link"),
    _("Change or view list link"),
    _("Model name"),
    _("Site administration"),
)
