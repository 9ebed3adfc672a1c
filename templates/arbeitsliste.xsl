<?xml version="1.0" encoding="UTF-8"?>
<!--
  Arbeitsliste für eine*n Betreuer*in: wer zu kontaktieren ist, das Dringendste zuerst.
  Eingabe: arbeitsliste.rng; Ausgabe: ein Dokument (document.rng). Die Fälle kommen aus der Liste „faelle“.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:include href="zweifel.xsl"/>

  <xsl:variable name="lauf" select="/arbeitsliste/lauf"/>
  <xsl:variable name="regelwerk" select="/arbeitsliste/regelwerk"/>
  <xsl:variable name="betreuung" select="/arbeitsliste/betreuung"/>
  <xsl:variable name="spalten">
    <xsl:text>nummer name </xsl:text>
    <xsl:if test="$betreuung/@mehrere-teams = 'ja'">team </xsl:if>
    <xsl:text>faellig tage letzter-kontakt kontakt-ab vorgabe persoenlich termin nicht-gezaehlt</xsl:text>
  </xsl:variable>

  <xsl:template match="/arbeitsliste">
    <xsl:variable name="titel">Arbeitsliste <xsl:value-of select="$betreuung/@name"/></xsl:variable>
    <document lang="de" landscape="yes" title="{$titel}"
              subject="Arbeitsliste, Stichtag {$lauf/stichtag/@text}"
              header-left="{$titel}" header-right="Stichtag {$lauf/stichtag/@text}"
              footer-left="Arbeitsliste · {$lauf/jobcenter} · Stichtag {$lauf/stichtag/@text} · Lauf {$lauf/@kennung}">
      <title><xsl:value-of select="$titel"/></title>
      <xsl:call-template name="kopf"/>
      <xsl:call-template name="liste"/>
      <xsl:if test="$betreuung/liste/@wert &gt; 0"><xsl:call-template name="spalten"/></xsl:if>
    </document>
  </xsl:template>

  <xsl:template name="kopf">
    <subline>
      <xsl:value-of select="$lauf/jobcenter"/>
      <xsl:if test="$betreuung/@art = 'betreuung'">
        <xsl:if test="$betreuung/@teams != ''">, <xsl:value-of select="$betreuung/@teams"/></xsl:if>
        <xsl:if test="$betreuung/@kennung != $betreuung/@name">, Kürzel <xsl:value-of select="$betreuung/@kennung"/></xsl:if>
      </xsl:if>
      <xsl:text>; Stichtag </xsl:text>
      <xsl:value-of select="$lauf/stichtag/@text"/>
      <xsl:if test="$regelwerk/kurztitel">; nach <xsl:value-of select="$regelwerk/kurztitel"/></xsl:if>
    </subline>
    <xsl:call-template name="zweifel"/>
    <xsl:if test="$regelwerk/warnung">
      <note kind="warning">
        <para><strong>Achtung: </strong><xsl:value-of select="$regelwerk/warnung"/> Die Liste zeigt, was es verlangen würde.</para>
      </note>
    </xsl:if>
    <para style="lead"><strong><xsl:value-of select="satz/kern"/></strong><xsl:value-of select="satz/rest"/></para>
    <xsl:if test="andere"><para><xsl:value-of select="andere"/></para></xsl:if>
  </xsl:template>

  <xsl:template name="liste">
    <xsl:if test="auswahl">
      <section id="liste">
        <heading>Zu kontaktieren</heading>
        <xsl:if test="$betreuung/liste/@wert &gt; 0">
          <subline>
            <xsl:text>Das Dringendste zuerst; fällig: Tag, bis zu dem der nächste Kontakt sein muss</xsl:text>
            <xsl:if test="spalte[@name = 'termin']/@da = 'nein'">; ob Termine geplant sind, ist nicht bekannt: keine Termindaten geliefert</xsl:if>
            <xsl:if test="spalte[@name = 'nicht-gezaehlt']/@da = 'nein'">; einzelne Vermerke stehen nach dem Auftrag nicht hier</xsl:if>
          </subline>
        </xsl:if>
        <table source="faelle" where="{auswahl}" columns="{$spalten}" order="urteil faellig name nummer" group="urteil"
               caption="Zu kontaktierende Kund*innen" caption-hidden="yes"
               empty="Bis {$lauf/vorlauf/@bis} ist niemand zu kontaktieren."/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="spalten">
    <section id="spalten">
      <heading>Was die Spalten sagen</heading>
      <list>
        <xsl:for-each select="spalte[@da = 'ja' and contains(concat(' ', $spalten, ' '), concat(' ', @name, ' '))]">
          <xsl:if test="@kopf != @bedeutung">
            <item><strong><xsl:value-of select="@kopf"/>:</strong><xsl:text> </xsl:text><xsl:value-of select="@bedeutung"/></item>
          </xsl:if>
        </xsl:for-each>
      </list>
      <para style="small">
        <xsl:text>Gezählt wird, was das Regelwerk als Kontakt anerkennt. Auf der Liste steht, wessen Frist abgelaufen ist oder bis </xsl:text>
        <xsl:value-of select="$lauf/vorlauf/@bis"/>
        <xsl:text> abläuft. Ausgenommen ist, wessen Frist am Stichtag ruht.</xsl:text>
      </para>
    </section>
  </xsl:template>
</xsl:stylesheet>
