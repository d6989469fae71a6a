package dev.hera.trials.page;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.trials.Platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Texts that break pages that believe in what they are told: the Big List of Naughty Strings, and
/// ways to run a script or to ask a foreign server.
final class Vectors {
    /// Nobody listens there; a request to it is seen all the same.
    private static final String FOREIGN = "http://127.0.0.1:9/stolen";

    private Vectors() {}

    /// All of them, naughty strings first.
    static List<String> all() {
        List<String> all = new ArrayList<>(naughty());
        all.addAll(scripts());
        return List.copyOf(all);
    }

    private static List<String> naughty() {
        try {
            String json =
                    Platform.read(
                            Platform.root().resolve("broker/src/test/resources/blns/blns.json"));
            return List.of(new ObjectMapper().readValue(json, String[].class));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<String> scripts() {
        List<String> scripts = new ArrayList<>();
        String run = "alert(document.domain)";
        for (String shape : SHAPES) {
            scripts.add(shape.replace("RUN", run).replace("FOREIGN", FOREIGN));
        }
        return List.copyOf(scripts);
    }

    private static final List<String> SHAPES =
            List.of(
                    "<script>RUN</script>",
                    "</script><script>RUN</script>",
                    "<script src='FOREIGN'></script>",
                    "\"><script>RUN</script>",
                    "'-RUN-'",
                    "\\';RUN//",
                    "${RUN}",
                    "{{constructor.constructor('RUN')()}}",
                    "<img src=x onerror=RUN>",
                    "\"><img src=x onerror=RUN>",
                    "<img src='FOREIGN'>",
                    "<svg onload=RUN>",
                    "<svg><script href='FOREIGN'/></svg>",
                    "<svg><animate onbegin=RUN attributeName=x dur=1s>",
                    "<math><mtext><table><mglyph><style><img src=x onerror=RUN>",
                    "<body onload=RUN>",
                    "<details open ontoggle=RUN>",
                    "<input autofocus onfocus=RUN>",
                    "<video><source onerror=RUN></video>",
                    "<iframe srcdoc='<script>RUN</script>'></iframe>",
                    "<iframe src='javascript:RUN'></iframe>",
                    "<a href='javascript:RUN'>x</a>",
                    "javascript:RUN",
                    "JaVaScRiPt:RUN",
                    "java\tscript:RUN",
                    "data:text/html,<script>RUN</script>",
                    "<object data='FOREIGN'></object>",
                    "<embed src='FOREIGN'>",
                    "<link rel=stylesheet href='FOREIGN'>",
                    "<style>@import 'FOREIGN';</style>",
                    "<div style=\"background:url('FOREIGN')\">",
                    "<base href='FOREIGN'>",
                    "<meta http-equiv=refresh content='0;url=FOREIGN'>",
                    "<form action='FOREIGN'><button>x</button></form>",
                    "<template><script>RUN</script></template>",
                    "</textarea><script>RUN</script>",
                    "</title><script>RUN</script>",
                    "--><script>RUN</script>",
                    "]]><script>RUN</script>",
                    "&lt;script&gt;RUN&lt;/script&gt;",
                    "&#60;script&#62;RUN&#60;/script&#62;",
                    "\\u003cscript\\u003eRUN\\u003c/script\\u003e",
                    "%3Cscript%3ERUN%3C/script%3E",
                    "+ADw-script+AD4-RUN+ADw-/script+AD4-",
                    "\u0000<script>RUN</script>",
                    "\uff1cscript\uff1eRUN\uff1c/script\uff1e",
                    "__proto__",
                    "constructor",
                    "toString",
                    "hasOwnProperty",
                    "%",
                    "%zz",
                    "#/calls",
                    "../../../etc/passwd",
                    "\u202egnp.exe",
                    "\u2066\u2067\u2068",
                    "a\nb\r\nc\td",
                    "\u001b[31mred",
                    "x".repeat(20_000));
}
