"""The push services that browsers use; the site sends to these hosts, and hosts below them, only."""

KNOWN_PUSH_HOSTS = [
    "fcm.googleapis.com",  # Chrome and everything built on it
    "jmt17.google.com",  # Chrome too, where Google tries its next service
    "push.services.mozilla.com",  # Firefox
    "notify.windows.com",  # Edge on Windows
    "push.apple.com",  # Safari, and every browser on an iPhone
]
