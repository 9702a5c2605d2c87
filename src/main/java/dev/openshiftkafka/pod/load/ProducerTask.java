package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.pod.load.RunCounters.ProducerCounters;
import dev.openshiftkafka.pod.load.Schedule.RateLimiter;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One producer: writes until it is told to stop, and then waits for what is under way. */
final class ProducerTask implements Callable<Void> {
  private final Workload workload;
  private final String[] topics;
  private final int number;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Schedule schedule;
  private final RunCounters tally;
  private final ProducerCounters own;

  ProducerTask(
      Workload workload,
      String[] topics,
      int number,
      String bootstrap,
      Schedule schedule,
      RunCounters tally) {
    this.workload = workload;
    this.topics = topics;
    this.number = number;
    this.schedule = schedule;
    this.tally = tally;
    this.own = tally.ofProducer();
    var serializer = new ByteArraySerializer();
    this.producer =
        new KafkaProducer<>(settings(workload.produce(), bootstrap), serializer, serializer);
  }

  /** What the workload makes of the producer's settings. */
  static Properties settings(ProduceSpec spec, String bootstrap) {
    var settings = new Properties();
    settings.putAll(spec.settings());
    settings.put("bootstrap.servers", bootstrap);
    settings.put("acks", spec.acks());
    settings.put("compression.type", spec.compression());
    settings.put("enable.idempotence", String.valueOf(spec.idempotence()));
    settings.putIfAbsent("client.id", "load-generator");
    return settings;
  }

  @Override
  public Void call() {
    try (producer) {
      write();
      producer.flush();
    } finally {
      own.end();
    }
    return null;
  }

  private void write() {
    RateLimiter pace = schedule.pace(number);
    long most = schedule.records(number);
    var records =
        new Records(topics, workload, number, topic -> producer.partitionsFor(topic).size());
    Delivery delivery = null;
    for (long record = 0; record < most && !Thread.currentThread().isInterrupted(); record++) {
      long due = pace.await(record);
      if (!schedule.lasts(due)) {
        break;
      }
      if (delivery == null || delivery.due != due) {
        delivery = new Delivery(due);
      }
      send(records.next(due), delivery);
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record, Delivery delivery) {
    own.produced();
    try {
      producer.send(record, delivery);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      tally.failed(e);
    }
  }

  /** What becomes of the records that were due at one time. */
  private final class Delivery implements Callback {
    private final long due;

    Delivery(long due) {
      this.due = due;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
      if (failure == null) {
        own.delivered(due);
      } else {
        tally.failed(failure);
      }
    }
  }
}
