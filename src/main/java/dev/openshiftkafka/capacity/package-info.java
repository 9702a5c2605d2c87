/** What the declared hardware can write, for how long, and what it costs. */
package dev.openshiftkafka.capacity;
