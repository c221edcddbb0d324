#!/bin/sh
# Makes the README's pictures anew: screenshots.sh [FOLDER [RUNS]], from the repository's root. Without a display it
# brings one of its own (xvfb-run). Takes a few minutes: it trains a little, to have something to show.
set -eu
run="mvn -q javafx:run -Dmain.class=org.dinotwins.app.Screenshots"
if [ -n "${DISPLAY:-}" ]; then
    exec $run -Djavafx.args="${1:-assets} ${2:-target/screenshot-runs}"
fi
exec xvfb-run -a -s "-screen 0 1440x900x24" $run -Djavafx.args="${1:-assets} ${2:-target/screenshot-runs}"
