/** Write throughput, burst duration and monthly cost of the declared hardware. */
package dev.openshiftkafka.capacity;
