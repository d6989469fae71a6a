/// How do accepted calls get into a queue, so that none is lost on the way?
///
/// [dev.hera.examples.rabbitmq.RabbitWorker] takes them from the platform and gives each to the one
/// [dev.hera.examples.rabbitmq.Publisher], which sends what has gathered as one chunk and waits for
/// RabbitMQ's confirms. A handler answers only when its [dev.hera.examples.rabbitmq.Letter] is
/// confirmed; whatever dies before makes the platform deliver the call again, with the same id.
@NullMarked
package dev.hera.examples.rabbitmq;

import org.jspecify.annotations.NullMarked;
