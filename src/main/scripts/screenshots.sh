#!/bin/sh
# Regenerates the pictures of the README: screenshots.sh [FOLDER [RUNS]], from the root of the repository. Without a
# display it starts a virtual one (xvfb-run). It takes a few minutes, because it trains small runs to show.
set -eu
run="mvn -q javafx:run -Dmain.class=org.dinotwins.app.Screenshots"
if [ -n "${DISPLAY:-}" ]; then
    exec $run -Djavafx.args="${1:-assets} ${2:-target/screenshot-runs}"
fi
exec xvfb-run -a -s "-screen 0 1440x900x24" $run -Djavafx.args="${1:-assets} ${2:-target/screenshot-runs}"
