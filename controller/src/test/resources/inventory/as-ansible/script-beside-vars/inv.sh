#!/bin/sh
cat <<'EOF'
{"web": {"hosts": ["h1"], "vars": {"v": "script"}}, "_meta": {"hostvars": {"h1": {"x": "script"}}}}
EOF
