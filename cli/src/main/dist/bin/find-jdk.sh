# Sourced by the launchers. Finds a JDK without starting one: the version is in its release file.
#
# Looks at JAVA_HOME, then the java on the PATH, then the folders of SHARELENS_JVM_DIRS
# (separated by colons; the usual places when unset).

sharelens_jdk_wanted=25

# Prints the major version of the JDK in folder $1; fails if there is no JDK.
sharelens_jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | grep .
}

# Succeeds if folder $1 holds a JDK that is new enough.
sharelens_jdk_suits() {
  local version
  version=$(sharelens_jdk_version "$1") && [ "$version" -ge "$sharelens_jdk_wanted" ]
}

# Prints the home folder of the first JDK that is new enough; fails if there is none.
sharelens_find_jdk() {
  local candidate folder
  if [ -n "${JAVA_HOME:-}" ] && sharelens_jdk_suits "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return
  fi
  if candidate=$(command -v java); then
    candidate=$(dirname "$(dirname "$(readlink -f "$candidate")")")
    if sharelens_jdk_suits "$candidate"; then
      echo "$candidate"
      return
    fi
  fi
  local IFS=:
  for folder in ${SHARELENS_JVM_DIRS-/usr/lib/jvm:/usr/java:/opt/java:/Library/Java/JavaVirtualMachines:${HOME:-}/.sdkman/candidates/java:${HOME:-}/.jdks}; do
    for candidate in "$folder"/* "$folder"/*/Contents/Home; do
      if sharelens_jdk_suits "$candidate"; then
        echo "$candidate"
        return
      fi
    done
  done
  return 1
}

# The same, but says in one line on stderr what is missing.
sharelens_require_jdk() {
  sharelens_find_jdk || {
    echo "$1: needs JDK $sharelens_jdk_wanted or newer; install one (for example Temurin $sharelens_jdk_wanted) or set JAVA_HOME to it" >&2
    return 1
  }
}

# Says in one line on stderr if there is no Maven. Its version is checked by the build.
sharelens_require_maven() {
  command -v mvn >/dev/null || {
    echo "$1: needs Maven 3.8.7 or newer (mvn) on the PATH to build" >&2
    return 1
  }
}
