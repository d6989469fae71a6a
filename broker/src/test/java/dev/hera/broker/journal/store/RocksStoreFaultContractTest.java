package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.FailingDisk;
import dev.hera.broker.journal.log.Faults;
import dev.hera.broker.journal.store.StoreSettings.Loss;

import java.nio.file.Path;

class RocksStoreFaultContractTest extends JournalStoreFaultContract {
    @Override
    JournalStore open(Path folder, Faults faults) {
        StoreSettings settings = new StoreSettings(folder, 8 << 10, 64 << 10, Loss.REFUSE);
        return RocksStore.open(settings, new FailingDisk(faults));
    }

    @Override
    int fewestOperations() {
        return 50;
    }
}
