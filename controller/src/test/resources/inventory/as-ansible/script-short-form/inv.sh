#!/bin/sh
cat <<'EOF'
{"lonely": {"x": 1}, "list": ["a"], "_meta": {"hostvars": {}}}
EOF
