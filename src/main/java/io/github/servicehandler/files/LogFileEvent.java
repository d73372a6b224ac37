package io.github.servicehandler.files;

/** Tells what became of a followed file, apart from growing. */
public enum LogFileEvent {
    /** The file is there, and was not before. What is in it comes from its first line on. */
    APPEARED,
    /** Another file bears the name now, as after a rotation by rename. It comes from its first line on. */
    REPLACED,
    /** The file was cut, as after a rotation by copy and truncate. It comes from its first line on, again. */
    TRUNCATED,
    /** No file bears the name any more. What is still written to the one that did goes on coming. */
    DISAPPEARED
}
