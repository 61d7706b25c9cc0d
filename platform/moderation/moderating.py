"""What this app adds when the site starts: the gate that everything written passes."""

from foundation.submissions import stand_at_the_gate
from moderation import policies

stand_at_the_gate(policies.gate, policies.keep_waiting)
