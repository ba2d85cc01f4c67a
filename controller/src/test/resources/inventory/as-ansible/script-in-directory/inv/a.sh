#!/bin/sh
cat <<'EOF'
{"web": {"hosts": ["h1"]}, "_meta": {"hostvars": {}}}
EOF
