# Doxygen's input filter: turns the house's plain comments into Doxygen's.
#
# The comment that opens a file describes it. A comment right above a declaration describes it, and
# every other declaration down to the next comment, blank line or closing brace. A comment at the
# end of a line describes what is on the line. A comment above an enum or struct that ends in the
# name of a field describes the field, too. A comment with a blank line below it is for readers of
# the header alone.

# `below`: the line under the comment; a definition with a body of members is no group.
function flush_comment(is_attached, below,   n) {
    in_group = is_attached && below !~ /^ *(class|struct|enum|template|extern|#)|operator""/
    if (in_group) print indent "///@{"
    of_type[indent] = ""
    for (n = 1; n <= comments; ++n) {
        of_type[indent] = of_type[indent] substr(comment[n], length(indent) + 3)
        if (is_attached) sub(/\/\//, "///", comment[n])
        print comment[n]
    }
    group_indent = indent
    comments = 0
}

function close_group() {
    if (in_group) print group_indent "///@}"
    in_group = 0
}

/^#pragma once/ && !opened {
    print "/// @file"
    for (n = 1; n <= comments; ++n) {
        sub(/\/\//, "///", comment[n])
        print comment[n]
    }
    comments = 0
    opened = 1
    print
    next
}

/^[ ]*\/\// {
    match($0, /^[ ]*/)
    if (comments == 0 && opened) close_group()
    if (comments == 0) indent = substr($0, 1, RLENGTH)
    comment[++comments] = $0
    next
}

# Comparisons compare, and an instantiation says nothing new.
/^extern template / { next }
/^ *friend .*operator(==|<=>).* = default;/ { next }

/^[ ]*$/ {
    if (!opened) next
    close_group()
    flush_comment(0, "")
    print
    next
}

{
    match($0, /^[ ]*/)
    if (in_group && (RLENGTH < length(group_indent) || $0 ~ /^[ ]*(private|protected):/)) close_group()
    if (comments) flush_comment(1, $0)
    if ($0 ~ /^ *} [a-z_]+(\{\}| = .*)?;$/) $0 = $0 "  ///<" of_type[substr($0, 1, RLENGTH)]
    if ($0 ~ /[;,{}]  +\/\/ / && $0 !~ /}  \/\/ namespace/) sub(/  \/\/ /, "  ///< ")
    print
}
