# info: this name server forgets a zone and its files
# parameters: domain
# example: domain=example.org remove.sh

: "${domain:?}"
zones=/etc/bind/batuta/zones

# ---- verify
is_domain "$domain" || refuse "this is no domain name"
rndc status >/dev/null 2>&1 || refuse "named does not answer: $(systemctl is-active named.service || true)" 75
exec 9>/etc/bind/batuta/lock
flock -w 20 9 || refuse "another change of the zones takes too long" 75

# ---- act
if rndc showzone "$domain" >/dev/null 2>&1; then
    # a secondary's files are named's own: it cleans them up itself
    complaint=$(rndc delzone -clean "$domain" 2>&1) || refuse "named does not let go of the zone: $complaint"
fi
rm -f -- "$zones/$domain" || refuse "cannot remove $zones/$domain"
! rndc showzone "$domain" >/dev/null 2>&1 || refuse "named still serves the zone"
