/** The command {@code plan}: the cheapest hardware for a load. */
package dev.openshiftkafka.cli.plan;
