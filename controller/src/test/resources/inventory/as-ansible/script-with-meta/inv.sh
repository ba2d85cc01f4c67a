#!/bin/sh
cat <<'EOF'
{"web": {"hosts": ["h1","h2"], "vars": {"v": 1}}, "db": {"hosts": ["h3"], "children": ["web"]}, "_meta": {"hostvars": {"h1": {"x": 1e3, "n": null}, "h9": {"never": 1}}}, "all": {"vars": {"k": "all"}}}
EOF
