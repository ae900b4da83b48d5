# What host/run, tests/run and .ci/run share: the packages they need, and how they build.
#
# Sourced, not run. Talks on standard error, so that a program's own output stays clean.

build_packages=(
    ca-certificates
    cmake
    g++
    libboost-json1.81-dev
    libboost1.81-dev
    libcli11-dev
    libspdlog-dev
    libsqlite3-dev
    libsqlitecpp-dev
    libssl-dev
    ninja-build
    pkg-config
)

test_packages=(
    clang-format
    doxygen
    hledger
    libbenchmark-dev
    libgmock-dev
    libgtest-dev
)

# For the preset `fuzz` alone.
fuzz_packages=(
    clang
    libclang-rt-14-dev
)

# For tests/tidy alone.
tidy_packages=(
    clang
    clang-tidy
)

say() { printf '== %s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "Installing packages needs root: run this as root, or install sudo."
        return 1
    fi
}

# Installs those of the named packages that are missing. Quick and silent when none is.
install_missing() {
    local package missing=()
    for package in "$@"; do
        if [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" \
             != installed ]; then
            missing+=("$package")
        fi
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    say "Installing ${missing[*]}"
    as_root apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -qq --yes --no-install-recommends "${missing[@]}" >&2
}

# Runs CMake, and shows what it says only when it fails or warns.
configure() {
    local preset=$1
    shift
    say "Configuring $preset"
    cmake --preset "$preset" --log-level=WARNING "$@" >&2
}

build() {
    local preset=$1
    shift
    say "Building $preset"
    cmake --build --preset "$preset" --parallel "$(nproc)" "$@" >&2
}
