"""Messages as mail servers write them: delivery reports and complaints about a mail of ours."""

from __future__ import annotations

BOUNCE = """\
Return-Path: <>
Received: from mx.voorbeeld.nl (mx.voorbeeld.nl [192.0.2.7]) by mail.overijssel.example; Mon, 2 Mar 2026 10:00:05 +0100
Date: Mon, 2 Mar 2026 10:00:05 +0100
From: Mail Delivery System <MAILER-DAEMON@mx.voorbeeld.nl>
To: bounces@overijssel.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <{report}@mx.voorbeeld.nl>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens/1"

This is a MIME-encapsulated message.

--grens/1
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.voorbeeld.nl. I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

--grens/1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.voorbeeld.nl
X-Postfix-Queue-ID: 4F2Q9d1mXz
Arrival-Date: Mon, 2 Mar 2026 10:00:01 +0100 (CET)

Final-Recipient: rfc822; iemand.anders@voorbeeld.nl
Original-Recipient: rfc822;iemand.anders@voorbeeld.nl
Action: {action}
Status: {status}
Remote-MTA: dns; inbox.voorbeeld.nl
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--grens/1
Content-Description: Undelivered Message
Content-Type: {enclosed}

From: Wij&Overijssel <noreply@overijssel.example>
To: lezer@voorbeeld.nl
Subject: Zes bomen
Message-ID: {message_id}

Beste lezer,

--grens/1--
"""

COMPLAINT = """\
From: <abusedesk@groot.example>
Date: Thu, 5 Mar 2026 17:40:36 +0100
Subject: FW: Zes bomen
To: <bounces@overijssel.example>
Message-ID: <{report}@groot.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="deel"

--deel
Content-Type: text/plain; charset="US-ASCII"
Content-Transfer-Encoding: 7bit

This is an email abuse report for an email message received from IP 192.0.2.1 on Thu, 5 Mar 2026.

--deel
Content-Type: message/feedback-report

Feedback-Type: {feedback}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <bounces@overijssel.example>
Arrival-Date: Thu, 5 Mar 2026 15:00:00 +0100
Reported-Domain: overijssel.example

--deel
Content-Type: message/rfc822
Content-Disposition: inline

From: Wij&Overijssel <noreply@overijssel.example>
To: redacted@groot.example
Subject: Zes bomen
Message-ID: {message_id}
Content-Type: text/plain

Beste lezer,

--deel--
"""

AWAY = """\
From: Lezer <lezer@voorbeeld.nl>
To: bounces@overijssel.example
Subject: Afwezig tot maandag
In-Reply-To: {message_id}
Message-ID: <afwezig@voorbeeld.nl>
Auto-Submitted: auto-replied

Ik ben er maandag weer. Message-ID: {message_id} Status: 5.1.1
"""


def bounce(
    message_id: str,
    *,
    status: str = "5.1.1",
    action: str = "failed",
    report: str = "b1",
    enclosed: str = "message/rfc822",
) -> bytes:
    text = BOUNCE.format(message_id=message_id, status=status, action=action, report=report, enclosed=enclosed)
    return text.encode()


def complaint(message_id: str, *, feedback: str = "abuse", report: str = "c1") -> bytes:
    return COMPLAINT.format(message_id=message_id, feedback=feedback, report=report).encode()


def away(message_id: str) -> bytes:
    return AWAY.format(message_id=message_id).encode()
