/** What every command needs: folders, processes, the stack's engine, and the cluster's client. */
package dev.openshiftkafka.cli.runtime;
