package dev.hera.wire.scram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class ScramTest {
    private static final String HERE = "broker-1|boot|127.0.0.1:9201";
    private final ScramVerifier verifier = ScramBroker.verifier("the secret");
    private final ScramBroker broker = new ScramBroker(HERE);

    @Test
    void bothSidesProveThemselves() {
        ScramWorker worker = new ScramWorker("metrics", "the secret", HERE);
        String last = worker.last(broker.challenge(worker.first(), name -> verifier));
        Optional<String> proof = broker.judge(last);
        assertTrue(worker.brokerProved(proof.orElseThrow()));
    }

    @Test
    void theServiceIsAskedFor() {
        ScramWorker worker = new ScramWorker("metrics", "the secret", HERE);
        broker.challenge(
                worker.first(),
                name -> {
                    assertEquals("metrics", name);
                    return verifier;
                });
    }

    @Test
    void wrongSecretIsRefused() {
        ScramWorker worker = new ScramWorker("metrics", "another secret", HERE);
        String last = worker.last(broker.challenge(worker.first(), name -> verifier));
        assertEquals(Optional.empty(), broker.judge(last));
    }

    @Test
    void aProofMadeForAnotherBrokerIsWorthless() {
        ScramWorker worker = new ScramWorker("metrics", "the secret", "broker-9|b|10.0.0.9:1");
        String last = worker.last(broker.challenge(worker.first(), name -> verifier));
        assertEquals(Optional.empty(), broker.judge(last));
    }

    @Test
    void aProofCannotBePlayedAgain() {
        ScramWorker worker = new ScramWorker("metrics", "the secret", HERE);
        String last = worker.last(broker.challenge(worker.first(), name -> verifier));
        assertTrue(broker.judge(last).isPresent());
        assertEquals(Optional.empty(), broker.judge(last));
        ScramBroker again = new ScramBroker(HERE);
        again.challenge(worker.first(), name -> verifier);
        assertEquals(Optional.empty(), again.judge(last));
    }

    @Test
    void anUnknownServiceLooksLikeAnyOther() {
        ScramWorker worker = new ScramWorker("nobody", "x", HERE);
        String once = broker.challenge(worker.first(), name -> null);
        String twice = broker.challenge(worker.first(), name -> null);
        assertEquals(salt(once), salt(twice));
        assertEquals(Optional.empty(), broker.judge(worker.last(twice)));
    }

    @Test
    void aBrokerWithoutTheVerifierIsFoundOut() {
        ScramWorker worker = new ScramWorker("metrics", "the secret", HERE);
        worker.last(broker.challenge(worker.first(), name -> verifier));
        ScramBroker rogue = new ScramBroker(HERE);
        ScramWorker other = new ScramWorker("metrics", "guess", HERE);
        String last =
                other.last(rogue.challenge(other.first(), n -> ScramBroker.verifier("guess")));
        assertFalse(worker.brokerProved(rogue.judge(last).orElseThrow()));
        assertFalse(worker.brokerProved("e=other-error"));
        assertFalse(worker.brokerProved("nonsense"));
    }

    @Test
    void fewRoundsAreRefused() {
        ScramWorker worker = new ScramWorker("metrics", "the secret", HERE);
        String weak = broker.challenge(worker.first(), name -> verifier).replace("i=4096", "i=1");
        assertThrows(IllegalArgumentException.class, () -> worker.last(weak));
    }

    @Test
    void anUnboundExchangeIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> broker.challenge("n,,n=metrics,r=abc", name -> verifier));
        assertThrows(
                IllegalArgumentException.class, () -> broker.challenge("junk", name -> verifier));
    }

    private static String salt(String challenge) {
        return challenge.substring(challenge.indexOf(",s="), challenge.indexOf(",i="));
    }
}
