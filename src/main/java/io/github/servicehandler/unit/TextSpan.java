package io.github.servicehandler.unit;

/**
 * The place of a logical line in the text of a unit file.
 *
 * @param begin where the line begins
 * @param contentEnd where its content ends; the line end follows, if there is one
 * @param end where the next line begins, or the end of the text
 */
record TextSpan(int begin, int contentEnd, int end) {

    boolean contains(int position) {
        return position >= begin && position < end;
    }
}
