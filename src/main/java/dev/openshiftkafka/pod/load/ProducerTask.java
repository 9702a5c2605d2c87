package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.pod.load.RunCounters.ProducerCounters;
import dev.openshiftkafka.pod.load.Schedule.RateLimiter;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer: sends records until the end of the schedule, then flushes. */
final class ProducerTask implements Callable<Void> {
  private final Workload workload;
  private final String[] topics;
  private final int number;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Schedule schedule;
  private final RunCounters counters;
  private final ProducerCounters ownCounters;

  ProducerTask(
      Workload workload,
      String[] topics,
      int number,
      Map<String, String> connection,
      Schedule schedule,
      RunCounters counters) {
    this.workload = workload;
    this.topics = topics;
    this.number = number;
    this.schedule = schedule;
    this.counters = counters;
    this.ownCounters = counters.addProducer();
    var serializer = new ByteArraySerializer();
    this.producer =
        new KafkaProducer<>(settings(workload.produce(), connection), serializer, serializer);
  }

  /** Returns the producer configs of a workload. */
  static Properties settings(ProduceSpec spec, Map<String, String> connection) {
    var settings = new Properties();
    settings.putAll(spec.settings());
    settings.putAll(connection);
    settings.put("acks", spec.acks());
    settings.put("compression.type", spec.compression());
    settings.put("enable.idempotence", String.valueOf(spec.idempotence()));
    settings.putIfAbsent("client.id", "load-generator");
    return settings;
  }

  @Override
  public Void call() {
    try (producer) {
      sendAll();
      producer.flush();
    } finally {
      ownCounters.end();
    }
    return null;
  }

  private void sendAll() {
    RateLimiter rateLimiter = schedule.rateLimiter(number);
    long limit = schedule.records(number);
    var records =
        new Records(topics, workload, number, topic -> producer.partitionsFor(topic).size());
    Delivery delivery = null;
    for (long record = 0; record < limit && !Thread.currentThread().isInterrupted(); record++) {
      long due = rateLimiter.await(record);
      if (schedule.isOver(due)) {
        break;
      }
      if (delivery == null || delivery.due != due) {
        delivery = new Delivery(due);
      }
      send(records.next(due), delivery);
    }
  }

  /** The callback gets the result, not the future. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(ProducerRecord<byte[], byte[]> record, Delivery delivery) {
    ownCounters.produced();
    try {
      producer.send(record, delivery);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      counters.failed(e);
    }
  }

  /** The callback of all records that were due at one time. */
  private final class Delivery implements Callback {
    private final long due;

    Delivery(long due) {
      this.due = due;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
      if (failure == null) {
        ownCounters.delivered(due);
      } else {
        counters.failed(failure);
      }
    }
  }
}
