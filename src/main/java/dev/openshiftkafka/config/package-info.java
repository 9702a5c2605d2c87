/** What a stack's configuration may say, and the reader that refuses everything else. */
package dev.openshiftkafka.config;
