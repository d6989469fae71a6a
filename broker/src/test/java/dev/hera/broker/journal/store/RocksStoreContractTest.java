package dev.hera.broker.journal.store;

import dev.hera.broker.journal.store.StoreSettings.Loss;

import java.nio.file.Path;

class RocksStoreContractTest extends JournalStoreContract {
    @Override
    JournalStore open(Path folder) {
        return RocksStore.open(new StoreSettings(folder, 8 << 10, 64 << 10, Loss.REFUSE));
    }
}
