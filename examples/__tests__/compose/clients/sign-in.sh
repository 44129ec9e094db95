#!/bin/sh
# Signs in with curl. Usage: sign-in.sh URL LOGIN PASSWORD; prints the protected page.
set -eu
url=$1 login=$2 password=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
visit() {
  curl --silent --show-error --fail --location --cacert "$SSL_CERT_FILE" \
    --cookie "$folder/jar" --cookie-jar "$folder/jar" "$@"
}
page=$(visit --output "$folder/page.html" --write-out '%{url_effective}' "$url")
action=$(sed -n 's/.*action="\(\/login[^"]*\)".*/\1/p' "$folder/page.html" | head -n 1 | sed 's/&amp;/\&/g')
token=$(sed -n 's/.*name="_csrf" value="\([^"]*\)".*/\1/p' "$folder/page.html" | head -n 1)
origin=$(printf '%s' "$page" | cut -d / -f 1-3)
visit "$origin$action" --data-urlencode "_csrf=$token" \
  --data-urlencode "username=$login" --data-urlencode "password=$password"
