# Sourced: programs that know AWS and not this project, in a Python environment of their own.
# shellcheck shell=bash

AWS_CHECKERS="$CACHE/aws-check/cfn-lint-$CFN_LINT_VERSION-moto-$MOTO_VERSION-server"
MOTO_SERVICES=cloudformation,cloudwatch,ec2,iam,kms,route53,server,servicequotas,sns,sts

# A virtual environment knows its own path, so it is made in place and marked when it is whole.
install_aws_checkers() {
  [ ! -e "$AWS_CHECKERS/whole" ] || return 0
  command -v python3 >/dev/null || die "python3 is missing: run local/setup"
  # On standard error: some callers print paths.
  warn "installing cfn-lint $CFN_LINT_VERSION and moto $MOTO_VERSION"
  rm -rf "$AWS_CHECKERS"
  mkdir -p "$(dirname "$AWS_CHECKERS")"
  python3 -m venv "$AWS_CHECKERS"
  "$AWS_CHECKERS/bin/pip" install -q "cfn-lint==$CFN_LINT_VERSION" "moto[$MOTO_SERVICES]==$MOTO_VERSION" >&2
  touch "$AWS_CHECKERS/whole"
}
