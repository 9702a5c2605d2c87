package dev.openshiftkafka.pod.load;

import dev.openshiftkafka.capacity.model.Hardware;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * One report of programs that ran together.
 *
 * <p>Counts are summed and histograms added, which is exact. Percentiles of single seconds cannot
 * be merged; the series shows the worst program's.
 */
final class MergedReport {
  private MergedReport() {}

  /**
   * Merges.
   *
   * @param reports one of each program
   * @param arrived records that arrived from all of them
   * @param hardware what the brokers run on; null when that is not known
   */
  static Report of(Collection<Report> reports, long arrived, Hardware hardware) {
    Report first = reports.iterator().next();
    double seconds = reports.stream().mapToDouble(Report::seconds).max().orElseThrow();
    long delivered = sum(reports, Report::delivered);
    double rate = delivered / Math.max(1e-9, seconds);
    return new Report(
        Report.SCHEMA,
        first.run(),
        reports.stream().map(Report::started).min(String::compareTo).orElseThrow(),
        first.workload(),
        first.environment().inPods(reports.size()),
        seconds,
        sum(reports, Report::produced),
        delivered,
        sum(reports, Report::failed),
        sum(reports, Report::consumed),
        rate,
        rate * first.workload().produce().messageBytes() / 1e6,
        merged(reports, Report::acknowledged),
        merged(reports, Report::endToEnd),
        Verification.of(
            sum(reports, report -> report.verification().delivered()),
            sum(reports, report -> report.verification().failed()),
            arrived,
            null),
        reports.stream()
            .map(Report::firstFailure)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        reports.stream().mapToDouble(Report::cpuSeconds).sum(),
        Comparisons.of(first.workload(), rate, first.environment().brokers(), hardware),
        series(reports));
  }

  private static long sum(Collection<Report> reports, ToLongFunction<Report> count) {
    return reports.stream().mapToLong(count).sum();
  }

  private static Latency merged(Collection<Report> reports, Function<Report, Latency> which) {
    var all = new Histogram(3);
    List<Latency> found = reports.stream().map(which).filter(Objects::nonNull).toList();
    found.forEach(latency -> all.add(latency.times()));
    return found.isEmpty() ? null : Latency.of(all);
  }

  private static List<Second> series(Collection<Report> reports) {
    int longest = reports.stream().mapToInt(report -> report.series().size()).max().orElse(0);
    var series = new ArrayList<Second>();
    for (int i = 0; i < longest; i++) {
      int number = i;
      reports.stream()
          .filter(report -> number < report.series().size())
          .map(report -> report.series().get(number))
          .reduce(Second::plus)
          .ifPresent(series::add);
    }
    return series;
  }
}
