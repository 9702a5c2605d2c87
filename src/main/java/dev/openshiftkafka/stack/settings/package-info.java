/** The Job that sets the brokers' dynamic settings. */
package dev.openshiftkafka.stack.settings;
