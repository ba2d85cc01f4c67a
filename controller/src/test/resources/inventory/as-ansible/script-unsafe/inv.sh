#!/bin/sh
cat <<'EOF'
{"web": {"hosts": ["h1"]}, "_meta": {"hostvars": {"h1": {"u": {"__ansible_unsafe": "{{ x }}"}}}}}
EOF
