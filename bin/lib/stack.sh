# Sourced, in the project's folder: the stack that a script is asked about, and the program that answers.
# shellcheck shell=bash disable=SC2034

JAR=target/openshift-kafka.jar

wrong() { printf 'error: %s\n' "$1" >&2; exit 2; }

# name_stack ARGUMENT: sets stack, once.
name_stack() {
  case $1 in -*) wrong "what is $1? $USAGE" ;; esac
  [ -z "$stack" ] || wrong "two stacks, $stack and $1: $USAGE"
  stack=$1
}

check_stack() {
  [ -n "$stack" ] || wrong "$USAGE"
  [[ $stack =~ ^[A-Za-z0-9_.-]+$ ]] || wrong "\"$stack\" is no name of a stack"
}

# find_stack_file: sets file; the engine is needed next.
find_stack_file() {
  file="$(bin/stack-file "$stack")"
  command -v pulumi >/dev/null || wrong "pulumi is not on the PATH"
}

# As the engine's own run of the program: what is built must be what is there.
is_built() { [ -f "$JAR" ] && [ -z "$(find src/main pom.xml -newer "$JAR" -print -quit)" ]; }
build() { mvn -q -B -ntp package -DskipTests; }
