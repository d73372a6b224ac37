package io.github.servicehandler.testing.internal.journal;

/** The ids of the messages that systemd logs about units; see systemd's sd-messages.h. */
public final class MessageIds {

    public static final String STARTING = "7d4958e842da4a758f6c1cdc7b36dcc5";
    public static final String STARTED = "39f53479d3a045ac8e11786248231fbf";
    public static final String START_FAILED = "be02cf6855d2428ba40df7e9d022f03d";
    public static final String STOPPING = "de5b426a63be47a7b6ac3eaac82e2f6f";
    public static final String STOPPED = "9d1aaa27d60140bd96365438aad20286";
    public static final String RELOADING = "d34d037fff1847e6ae669a370e694725";
    public static final String RELOADED = "7b05ebc668384222baa8881179cfda54";
    public static final String SUCCESS = "7ad2d189f7e94e70a38c781354912448";
    public static final String FAILURE_RESULT = "d9b373ed55a64feb8242e02dbe79a49c";
    public static final String SKIPPED = "0e4284a0caca4bfc81c0bb6786972673";
    public static final String PROCESS_EXIT = "98e322203f7a4ed290d09fe03c09fe15";
    public static final String RESTART_SCHEDULED = "5eb03494b6584870a536b337290809b3";
    public static final String SPAWN_FAILED = "641257651c1b4ec9a8624d7a40a9e1e7";

    private MessageIds() {}
}
