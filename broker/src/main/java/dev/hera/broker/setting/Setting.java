package dev.hera.broker.setting;

import dev.hera.broker.route.prefer.Preferences;

import java.util.List;

/// One thing an operator can set: its key, its default, what it is for.
///
/// The key is also the environment variable `HERA_` + key in capitals with `_` for `.`, and the
/// command line option `--key=value`.
///
/// @param kind what is allowed
public record Setting(String key, String usual, Kind kind, String meaning) {
    /// What a value may look like.
    public enum Kind {
        ID("a name of letters, digits, _ and -, at most 64"),
        HOST("a host name or address"),
        PORT("a port, 0..65535, 0 for any free one"),
        ADDRESSES("host:port, several separated by commas"),
        NODE("a ZooKeeper path such as /hera"),
        FOLDER("a folder"),
        FOLDER_OR_NOTHING("a folder, or nothing"),
        SECONDS("seconds, 1..86400"),
        MILLIS("milliseconds, 1..600000"),
        COUNT("a whole number, 1..1000000"),
        BYTES("bytes, 1..1048576"),
        SIZE("bytes, 1..9223372036854775807"),
        FREE_PERCENT("a whole number, 0..90"),
        YES_NO("yes or no"),
        MODE(String.join(", ", RecordingWords.MODES)),
        MODES(RecordingWords.FORM),
        UNWELL(String.join(", ", RecordingWords.UNWELL)),
        PREFERENCES(Preferences.FORM),
        PERCENT("percent, 0..100"),
        FILE("a file, or nothing"),
        COLLECTOR("http://HOST:PORT/PATH, or nothing"),
        LIST("names separated by commas, or nothing"),
        PROXIES("addresses separated by commas, or nothing");

        private final String allowed;

        Kind(String allowed) {
            this.allowed = allowed;
        }

        /// In words.
        public String allowed() {
            return allowed;
        }
    }

    /// Every one.
    public static final List<Setting> ALL =
            List.of(
                    new Setting("id", "broker-1", Kind.ID, "this broker's name, one of its kind"),
                    new Setting("host", "127.0.0.1", Kind.HOST, "where others reach this broker"),
                    new Setting("http.bind", "127.0.0.1", Kind.HOST, "address for callers"),
                    new Setting("http.port", "9101", Kind.PORT, "port for callers"),
                    new Setting(
                            "link.bind", "127.0.0.1", Kind.HOST, "address for workers, operators"),
                    new Setting("link.port", "9201", Kind.PORT, "port for workers, operators"),
                    new Setting(
                            "zookeeper", "127.0.0.1:2181", Kind.ADDRESSES, "the ZooKeeper servers"),
                    new Setting("zookeeper.root", "/hera", Kind.NODE, "the node all ours is under"),
                    new Setting(
                            "zookeeper.session.ms",
                            "6000",
                            Kind.MILLIS,
                            "after this silence ZooKeeper calls this broker gone"),
                    new Setting("data", ".hera", Kind.FOLDER, "where the journal is kept"),
                    new Setting(
                            "journal.dir",
                            "",
                            Kind.FOLDER_OR_NOTHING,
                            "the journal's folder; without one, `journal/ID` below `data`"),
                    new Setting(
                            "journal.mode",
                            "announced",
                            Kind.MODE,
                            "how calls are recorded, whatever their endpoints announce"),
                    new Setting(
                            "journal.modes", "", Kind.MODES, "how calls of single endpoints are"),
                    new Setting(
                            "journal.unwell",
                            "by-mode",
                            Kind.UNWELL,
                            "what becomes of a call that cannot be recorded"),
                    new Setting(
                            "journal.body.bytes",
                            "1048576",
                            Kind.BYTES,
                            "of larger bodies only length and hash are recorded"),
                    new Setting(
                            "journal.queue.bytes",
                            "67108864",
                            Kind.SIZE,
                            "how much may wait for the disk"),
                    new Setting("journal.keep.days", "30", Kind.COUNT, "older calls are removed"),
                    new Setting(
                            "journal.keep.bytes",
                            "21474836480",
                            Kind.SIZE,
                            "beyond this the oldest calls are removed"),
                    new Setting(
                            "journal.low.bytes",
                            "1073741824",
                            Kind.SIZE,
                            "with less room on the disk no new calls are recorded"),
                    new Setting(
                            "journal.low.percent",
                            "5",
                            Kind.FREE_PERCENT,
                            "nor with less than this part of the disk; the smaller one counts"),
                    new Setting(
                            "accept.loss",
                            "no",
                            Kind.YES_NO,
                            "start although records are missing, and mark them lost"),
                    new Setting(
                            "accepted.calls",
                            "1000000",
                            Kind.COUNT,
                            "most accepted calls that wait; more are refused"),
                    new Setting(
                            "accepted.mebibytes",
                            "1024",
                            Kind.COUNT,
                            "most MiB of accepted calls that wait; more are refused"),
                    new Setting(
                            "drain.seconds",
                            "30",
                            Kind.SECONDS,
                            "how long a stop waits for calls in flight"),
                    new Setting(
                            "body.bytes", "1048576", Kind.BYTES, "most bytes of a caller's body"),
                    new Setting(
                            "body.seconds", "15", Kind.SECONDS, "how long a whole body may take"),
                    new Setting(
                            "headers",
                            "",
                            Kind.LIST,
                            "callers' headers that travel on besides the usual ones"),
                    new Setting(
                            "proxies",
                            "127.0.0.1,::1",
                            Kind.PROXIES,
                            "load balancers whose X-Forwarded-For is believed"),
                    new Setting(
                            "routes.prefer",
                            "",
                            Kind.PREFERENCES,
                            "how workers of single endpoints are chosen"),
                    new Setting(
                            "handshakes.per.second",
                            "100",
                            Kind.COUNT,
                            "workers let in each second; the rest are told when to return"),
                    new Setting(
                            "metrics.series",
                            "1000",
                            Kind.COUNT,
                            "most series of one name; a histogram takes 13 for each endpoint"),
                    new Setting(
                            "access.log", "", Kind.FILE, "a line of JSON for each call goes here"),
                    new Setting(
                            "access.log.megabytes",
                            "100",
                            Kind.COUNT,
                            "a file of lines is put aside when it is so large"),
                    new Setting(
                            "access.log.files",
                            "10",
                            Kind.COUNT,
                            "files of lines kept, with the one that is written"),
                    new Setting(
                            "trace.collector",
                            "",
                            Kind.COLLECTOR,
                            "where sampled calls are sent as spans, OTLP over HTTP"),
                    new Setting(
                            "trace.percent",
                            "0",
                            Kind.PERCENT,
                            "calls that begin a sampled trace when their caller names none"));
}
