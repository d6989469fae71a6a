package dev.hera.wire.scram;

import com.ongres.scram.common.Gs2CbindFlag;
import com.ongres.scram.common.Gs2Header;

/// The name of our channel binding: which broker was dialled.
final class Binding {
    static final String NAME = "hera-broker";
    static final Gs2Header HEADER = new Gs2Header(Gs2CbindFlag.CHANNEL_BINDING_REQUIRED, NAME);

    private Binding() {}
}
