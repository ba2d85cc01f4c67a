#!/bin/sh
if [ "$1" = --list ]; then echo '{"web": ["h1", "h2"], "db": {"hosts": ["h3"]}}'
elif [ "$2" = h1 ]; then echo '{"x": 1, "of": "'"$2"'"}'
elif [ "$2" = h2 ]; then echo '---'; echo 'y: yes'
else echo '{}'
fi
