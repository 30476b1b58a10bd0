# info: makes a stock Debian BIND a name server of Batuta: authoritative only, zones added and removed while it runs
# parameters:
# example: prepare.sh

options=/etc/bind/named.conf.options
settings=/etc/bind/batuta/options.conf

# ---- verify
type -P named-checkconf rndc >/dev/null || refuse "BIND is not installed: apt-get install bind9"
version=$(named -v)
[[ $version == "BIND 9.18."* ]] || refuse "this version of BIND is not known to the scripts: $version"
[[ -f $options ]] || refuse "$options is missing: this is not Debian's BIND"

# ---- act
install -d -o root -g bind -m 755 /etc/bind/batuta /etc/bind/batuta/zones
install -d -o bind -g bind -m 755 /var/cache/bind/batuta
new=$(mktemp /etc/bind/batuta/.options.XXXXXX)
old=$(mktemp /etc/bind/batuta/.before.XXXXXX)
trap 'rm -f "$new" "$old"' EXIT
cat >"$new" <<'CONF'
// written by Batuta; included inside "options"
allow-new-zones yes;
recursion no;
allow-transfer { none; };
version none;
CONF
chmod 644 "$new"
changed=
if ! cmp -s "$new" "$settings"; then
    mv -fT "$new" "$settings"
    changed=yes
fi
if ! grep -qF "include \"$settings\";" "$options"; then
    cp -p "$options" "$old"
    sed -i "0,/^options[[:space:]]*{/s##&\\n\\tinclude \"$settings\";#" "$options"
    if ! complaint=$(named-checkconf 2>&1); then
        cp -p "$old" "$options"
        refuse "BIND does not accept the settings of Batuta beside those in $options: $complaint"
    fi
    changed=yes
fi
grep -qF "include \"$settings\";" "$options" || refuse "$options has no line that begins with: options {"
systemctl --quiet is-enabled named.service || systemctl --quiet enable named.service
if [[ -n $changed ]] || ! rndc status >/dev/null 2>&1; then
    systemctl restart named.service || refuse "named does not start; see: journalctl -u named"
fi
for ((i = 0; i < 50; i++)); do
    ! rndc status >/dev/null 2>&1 || exit 0
    sleep 0.1
done
refuse "named has started but does not answer rndc"
