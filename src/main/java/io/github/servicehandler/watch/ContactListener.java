package io.github.servicehandler.watch;

/** A listener for whether the manager behind a source answers. */
interface ContactListener {

    /** Called when the manager has answered. */
    void answered(StatusSource source);

    /** Called when the manager has not answered for some time. It may still do so. */
    void silent(StatusSource source, String reason);

    /** Called when the source is of no use any more. */
    void lost(StatusSource source, String reason);
}
