# info: makes a stock Debian Postfix and Dovecot a mail server of Batuta: virtual mailboxes over LMTP, IMAP and
#       submission with TLS, quota, and one master user for probes that works only from Batuta's own nodes
# parameters: nodes probe_user probe_verifier
# example: nodes='192.0.2.10' probe_user=probe probe_verifier='{SHA512-CRYPT}$6$...' prepare.sh
# limit: 300

: "${nodes:?}" "${probe_user:?}" "${probe_verifier:?}"
tls=/etc/batuta/tls
changed_postfix='' changed_dovecot=''
settings=()

setting() { # NAME=VALUE of Postfix, to be written
    [[ $(postconf -h "${1%%=*}") == "${1#*=}" ]] || settings+=("$1")
}

# ---- verify
type -P postconf postmap doveconf doveadm openssl setpriv >/dev/null || refuse "Postfix or Dovecot is not installed: apt-get install postfix dovecot-imapd dovecot-lmtpd"
version=$(dovecot --version)
[[ $version == 2.3.* ]] || refuse "this version of Dovecot is not known to the scripts: $version"
version=$(postconf -h mail_version)
[[ $version == 3.[5-9].* ]] || refuse "this version of Postfix is not known to the scripts: $version"
[[ $probe_user =~ ^[a-z][a-z0-9-]{0,31}$ ]] || refuse "this is no name for the probes' user"
[[ $probe_verifier =~ ^\{SHA512-CRYPT\}\$6\$[./A-Za-z0-9=\$]{20,120}$ ]] || refuse "this is no SHA512-CRYPT verifier"
read -ra nodes_list <<<"$nodes"
for node in "${nodes_list[@]}"; do
    [[ $node =~ ^[0-9a-fA-F.:]{2,45}$ ]] || refuse "this is no address: $node"
done

nets=${nodes_list[*]}
nets=${nets// /,}

# ---- the owner of all mail, and the certificate
id vmail >/dev/null 2>&1 || useradd --system --user-group --no-create-home --home-dir /var/vmail --shell /usr/sbin/nologin vmail
install -d -o vmail -g vmail -m 700 /var/vmail
install -d -m 755 /etc/batuta "$tls"
host=$(hostname -f)
if [[ ! -s $tls/cert.pem || ! -s $tls/key.pem ]]; then
    openssl req -x509 -newkey rsa:2048 -sha256 -nodes -days 3650 -subj "/CN=${host:0:64}" -addext "subjectAltName=DNS:$host" \
        -keyout "$tls/key.new" -out "$tls/cert.new" 2>/dev/null || refuse "openssl made no certificate"
    chmod 600 "$tls/key.new"
    mv -fT "$tls/key.new" "$tls/key.pem"
    mv -fT "$tls/cert.new" "$tls/cert.pem"
fi

# ---- Dovecot
install -d -o root -g dovecot -m 750 /etc/dovecot/batuta
[[ -e /etc/dovecot/batuta/users ]] || put /etc/dovecot/batuta/users root:dovecot 640 </dev/null || true
if put /etc/dovecot/batuta/probe root:dovecot 640 <<<"$probe_user:$probe_verifier::::::allow_nets=$nets"; then
    changed_dovecot=yes
fi
if put /etc/dovecot/local.conf root:root 644 <<CONF; then changed_dovecot=yes; fi
# written by Batuta
protocols = imap lmtp
ssl = required
ssl_cert = <$tls/cert.pem
ssl_key = <$tls/key.pem
auth_username_format = %Lu
auth_master_user_separator = *
first_valid_uid = $(id -u vmail)
mail_home = /var/vmail/%d/%n
mail_location = maildir:~/mail
mail_uid = vmail
mail_gid = vmail
mail_plugins = quota
passdb {
  driver = passwd-file
  args = /etc/dovecot/batuta/probe
  master = yes
  result_success = continue
}
passdb {
  driver = passwd-file
  args = scheme=SHA512-CRYPT username_format=%u /etc/dovecot/batuta/users
}
userdb {
  driver = passwd-file
  args = username_format=%u /etc/dovecot/batuta/users
  default_fields = uid=vmail gid=vmail home=/var/vmail/%d/%n
}
protocol imap {
  mail_plugins = quota imap_quota
}
protocol lmtp {
  mail_plugins = quota
}
plugin {
  quota = count:User quota
  quota_vsizes = yes
  quota_grace = 0%%
  quota_status_success = DUNNO
  quota_status_nouser = DUNNO
  quota_status_overquota = "552 5.2.2 Mailbox is full"
}
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0600
    user = postfix
    group = postfix
  }
}
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service quota-status {
  executable = quota-status -p postfix
  unix_listener /var/spool/postfix/private/quota-status {
    mode = 0600
    user = postfix
    group = postfix
  }
  client_limit = 1
}
CONF
if grep -q '^!include auth-system.conf.ext' /etc/dovecot/conf.d/10-auth.conf; then
    sed -i 's/^!include auth-system.conf.ext/#&/' /etc/dovecot/conf.d/10-auth.conf
    changed_dovecot=yes
fi
complaint=$(doveconf -n 2>&1 >/dev/null) || refuse "Dovecot does not accept its settings: $complaint"

# ---- Postfix
[[ -e /etc/postfix/main.cf ]] || refuse "/etc/postfix/main.cf is missing: dpkg-reconfigure postfix"
install -d -m 755 /etc/postfix/batuta
for map in domains mailboxes; do
    if [[ ! -e /etc/postfix/batuta/$map.db ]]; then
        [[ -e /etc/postfix/batuta/$map ]] || put "/etc/postfix/batuta/$map" root:root 644 </dev/null || true
        postmap "hash:/etc/postfix/batuta/$map"
    fi
done
[[ $(postconf -h myhostname) == *.* ]] || setting "myhostname=$host"
# shellcheck disable=SC2016 # Postfix expands these
setting 'mydestination=$myhostname, localhost'
# shellcheck disable=SC2016 # no mail for system users, only for explicit aliases
setting 'local_recipient_maps=$alias_maps'
setting 'inet_interfaces=all'
setting 'virtual_mailbox_domains=hash:/etc/postfix/batuta/domains'
setting 'virtual_mailbox_maps=hash:/etc/postfix/batuta/mailboxes'
setting 'virtual_alias_domains='
setting 'virtual_transport=lmtp:unix:private/dovecot-lmtp'
setting 'smtpd_relay_restrictions=permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination'
setting 'smtpd_recipient_restrictions=check_policy_service unix:private/quota-status'
setting 'smtpd_policy_service_default_action=DUNNO'
setting 'smtpd_sasl_type=dovecot'
setting 'smtpd_sasl_path=private/auth'
setting 'smtpd_sender_login_maps=hash:/etc/postfix/batuta/mailboxes'
setting 'smtpd_tls_security_level=may'
setting "smtpd_tls_cert_file=$tls/cert.pem"
setting "smtpd_tls_key_file=$tls/key.pem"
if ((${#settings[@]})); then # at once: whoever reads main.cf waits until it has not changed for a second
    postconf -e "${settings[@]}"
    changed_postfix=yes
fi
submission='submission inet n - y - - smtpd -o syslog_name=postfix/submission -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes -o smtpd_tls_auth_only=yes -o smtpd_sender_restrictions=reject_sender_login_mismatch -o smtpd_relay_restrictions=permit_sasl_authenticated,reject -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject'
if [[ $(postconf -M submission/inet 2>/dev/null | tr -s ' \n' '  ') != "$submission "* ]]; then
    postconf -M "submission/inet=$submission"
    changed_postfix=yes
fi
complaint=$(postfix check 2>&1) || refuse "Postfix does not accept its settings: $complaint"

# ---- both run with it
for unit in dovecot.service postfix.service; do
    systemctl --quiet is-enabled "$unit" || systemctl --quiet enable "$unit"
done
if [[ -n $changed_dovecot ]] || ! systemctl --quiet is-active dovecot.service; then
    systemctl restart dovecot.service || refuse "Dovecot does not start; see: journalctl -u dovecot"
fi
if [[ -n $changed_postfix ]] || ! postfix status 2>/dev/null; then
    systemctl restart postfix.service || refuse "Postfix does not start; see: journalctl -u postfix@-"
fi
