/** The program of the Job that sets the brokers' dynamic settings. */
package dev.openshiftkafka.pod.settings;
