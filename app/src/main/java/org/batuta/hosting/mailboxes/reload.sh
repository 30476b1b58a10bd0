# info: Postfix begins anew with the maps and settings of today; what it is in the middle of, it ends
# parameters:
# example: reload.sh
# limit: 60

# ---- verify: with settings that are wrong a Postfix that runs would stop
complaint=$({ postconf -M && postconf -n; } 2>&1 >/dev/null) || refuse "Postfix would not run with its settings: $complaint"

# ---- act; one that does not run reads everything when it starts
postfix status 2>/dev/null || exit 0
complaint=$(postfix reload 2>&1) || refuse "Postfix does not read its maps again: $complaint"
